package dev.slipway.predictions;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.postgresql.util.PSQLState;

/**
 * Fills the leaves of a load. A leaf is a table of its own that is made, filled, keyed and recorded in one transaction;
 * it holds as much as fits into the invocation, so that a run that fits becomes a single table, or two where it is large,
 * and a cut costs at most what was being filled.
 *
 * <p>Few rows for a table that is merged are left in an open transaction, in which they are then shown: they are not
 * written to the log twice. Where that did not come to an end, the next try commits them as it does others.
 */
final class Loader {
    private final Ends ends;
    private final Supplier<Ends> more;
    private final CopySize size;
    private final TimeBudget time;
    private boolean pending;
    private Load loaded;

    /** @param more opens connections like these, for a second leaf at the same time */
    Loader(Ends ends, Supplier<Ends> more, CopySize size, TimeBudget time) {
        this.ends = ends;
        this.more = more;
        this.size = size;
        this.time = time;
    }

    /** Goes on with a load until all parts are loaded, or the time is over; says whether all are. */
    boolean load(LoadPlan plan, Load begun) throws SQLException {
        loaded = begun;
        int parts = plan.parts().size();
        for (Optional<Gap> gap = loaded.gap(parts); gap.isPresent(); gap = loaded.gap(parts)) {
            if (!time.allowsMore()) {
                return false;
            }
            for (Load.Leaf leaf : addLeaves(plan, loaded, gap.get())) {
                loaded = loaded.with(leaf);
            }
        }
        // What one statement read is of one moment.
        if (loaded.leaves().size() > parts || plan.parts().stream().anyMatch(part -> part.rows() > size.chunkRows())) {
            ends.source().refuseRewritten(plan);
        }
        return true;
    }

    /** What there is now of the load. */
    Load loaded() {
        return loaded;
    }

    /** Whether what was loaded is committed only with what follows. */
    boolean isPending() {
        return pending;
    }

    private List<Load.Leaf> addLeaves(LoadPlan plan, Load load, Gap gap) throws SQLException {
        Part part = plan.parts().get(gap.part());
        boolean large = plan.spec().mode() == CopySpec.Mode.REPLACE && gap.rows(part) >= size.halvedRows();
        Sink.Begun begun = ends.sink().beginLeaves(load, large ? 2 : 1);
        // What could not be finished in a whole invocation is tried half as large, and alone.
        long most = Math.max(1, size.leafRows() >> Math.min(begun.tries() - 1, 30));
        List<Gap> gaps = large && begun.tries() == 1
                ? gap.two(part, Math.max(1, most / 2), size.chunkRows())
                : List.of(gap.first(part, most, size.chunkRows()));
        LeafFill leaf = new LeafFill(plan, load, size, time);
        if (gaps.size() == 2) {
            return new TwoLeaves(ends, more)
                    .fill(
                            own -> leaf.fill(own, begun.leaf(), gaps.get(0), false),
                            other -> leaf.fill(other, begun.leaf() + 1, gaps.get(1), false));
        }
        pending = pending
                || begun.tries() == 1
                        && plan.isBrief(size.briefRows())
                        && ends.sink().isUnchanged(plan.spec());
        Optional<Load.Leaf> appended = pending ? append(plan, load, begun.leaf()) : Optional.empty();
        return List.of(appended.isPresent() ? appended.get() : leaf.fill(ends, begun.leaf(), gaps.get(0), pending));
    }

    /** Rows whose keys are all new need no stage: in the key's order they go into the table itself. */
    private Optional<Load.Leaf> append(LoadPlan plan, Load load, int number) throws SQLException {
        Part part = plan.parts().get(0);
        if (part.rows() < size.appendedRows() || part.rows() == 0) {
            return Optional.empty();
        }
        Sink sink = ends.sink();
        sink.connection().setAutoCommit(false);
        String keys = ends.source().someKeys(plan.reads().get(0), plan.columns(), part.blocks());
        Optional<String> table = sink.openMerged(load, keys);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        String sorted =
                part.select() + " ORDER BY " + Column.list(plan.columns().key());
        try {
            long rows = new BinaryPipe(size, time)
                    .append(ends.source().connection(), sorted, sink.connection(), plan.target(table.get()));
            Load.Leaf leaf = new Load.Leaf(number, 0, table.get(), rows, 0, null);
            sink.closeMerged(load, leaf);
            return Optional.of(leaf);
        } catch (SQLException e) {
            if (PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
                throw new KeysMetException();
            }
            throw e;
        }
    }
}
