package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.PSQLState;

/**
 * Fills the leaves of a load. A leaf is a table of its own that is made, filled, keyed and recorded in one transaction;
 * it holds as much as fits into the invocation, so that a run that fits becomes a single table, and a cut costs at most
 * one leaf.
 *
 * <p>Few rows for a table that is merged are left in an open transaction, in which they are then shown: they are not
 * written to the log twice. Where that did not come to an end, the next try commits them as it does others.
 */
final class Loader {
    private final Source source;
    private final Sink sink;
    private final CopySize size;
    private final TimeBudget time;
    private boolean pending;
    private Load loaded;

    Loader(Source source, Sink sink, CopySize size, TimeBudget time) {
        this.source = source;
        this.sink = sink;
        this.size = size;
        this.time = time;
    }

    /** Goes on with a load until all parts are loaded, or the time is over; says whether all are. */
    boolean load(LoadPlan plan, Load begun) throws SQLException {
        loaded = begun;
        while (loaded.part() < plan.parts().size()) {
            if (!time.allowsMore()) {
                return false;
            }
            loaded = loaded.with(addLeaf(plan, loaded));
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

    private Load.Leaf addLeaf(LoadPlan plan, Load load) throws SQLException {
        // A leaf that could not be finished in a whole invocation is tried half as large.
        int tries = sink.countTry(load);
        long most = size.leafRows() >> Math.min(tries - 1, 30);
        pending = pending || tries == 1 && plan.isBrief(size.briefRows()) && sink.isUnchanged(plan.spec());
        Connection connection = sink.connection();
        connection.setAutoCommit(false);
        Optional<Load.Leaf> appended = pending ? append(plan, load) : Optional.empty();
        Load.Leaf leaf = appended.isPresent() ? appended.get() : fill(plan, load, Math.max(1, most));
        if (appended.isEmpty()) {
            sink.finish(load, leaf);
        }
        if (!pending) {
            connection.commit();
            connection.setAutoCommit(true);
        }
        return leaf;
    }

    /** Rows whose keys are all new need no stage: in the key's order they go into the table itself. */
    private Optional<Load.Leaf> append(LoadPlan plan, Load load) throws SQLException {
        Part part = plan.parts().get(0);
        if (part.rows() < size.appendedRows() || part.rows() == 0) {
            return Optional.empty();
        }
        String keys = source.someKeys(plan.reads().get(0), plan.columns(), part.blocks());
        Optional<String> table = sink.openMerged(load, keys);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        String sorted =
                part.select() + " ORDER BY " + Column.list(plan.columns().key());
        try {
            long rows =
                    BinaryPipe.append(source.connection(), sorted, sink.connection(), target(table.get(), plan), time);
            Load.Leaf leaf = new Load.Leaf(1, 0, table.get(), rows, null);
            sink.closeMerged(load, leaf);
            return Optional.of(leaf);
        } catch (SQLException e) {
            if (PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
                throw new KeysMetException();
            }
            throw e;
        }
    }

    private static String target(String table, LoadPlan plan) {
        return "predictions." + Column.quoted(table) + " ("
                + Column.list(plan.columns().names()) + ")";
    }

    private Load.Leaf fill(LoadPlan plan, Load load, long most) throws SQLException {
        int number = load.leaves().size() + 1;
        String table = sink.createData(load, number, pending);
        String target = target(table, plan);
        Part part = plan.parts().get(load.part());
        long started = System.nanoTime();
        long blocks = part.blocksOf(Math.min(size.chunkRows(), most));
        long block = load.block();
        long rows = 0;
        do {
            rows += BinaryPipe.copy(
                    source.connection(), part.range(block, block + blocks), sink.connection(), target, time);
            block += blocks;
        } while (!part.isLast(block)
                && rows + size.chunkRows() <= most
                && time.allowsChunkAfter((System.nanoTime() - started) / 1_000_000, indexes(plan)));
        return new Load.Leaf(number, load.part(), table, rows, part.isLast(block) ? null : block);
    }

    private static int indexes(LoadPlan plan) {
        List<List<String>> indexes = plan.spec().indexes();
        return plan.spec().mode() == CopySpec.Mode.REPLACE ? indexes.size() : 0;
    }
}
