package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one invocation does at one table: lock it, see what is behind, load, show. */
final class TableCopy {
    private final CopySpec spec;
    private final Source source;
    private final Sink sink;
    private final TimeBudget time;
    private final Duration patience;
    private final Set<String> notes = new LinkedHashSet<>();
    private long rows;
    private long before;
    private long shown;

    TableCopy(CopySpec spec, Ends ends, TimeBudget time, Duration patience) {
        this.spec = spec;
        this.source = ends.source();
        this.sink = ends.sink();
        this.time = time;
        this.patience = patience;
    }

    /** @param holder names this copy in the leases of the runs that it reads */
    CopyOutcome run(Loader loader, Showing showing, String holder) throws SQLException {
        if (!lock()) {
            notes.add("another copy to " + spec.table() + " is running");
            return new CopyOutcome(spec.table(), false, 0, 0, null, 0, List.copyOf(notes));
        }
        TableState state = sink.state(spec.table());
        refuseForeign(state);
        Optional<Source.Current> current = source.current(spec.model(), spec.major());
        if (current.isEmpty()) {
            notes.add("no run of " + spec.model() + " " + spec.major() + ".x is current yet");
            return new CopyOutcome(spec.table(), true, 0, 0, null, 0, List.copyOf(notes));
        }
        SourceRun run = current.get().run();
        if (state.shows(run, spec)) {
            shown = state.checkpoint().orElseThrow().rows();
            notes.addAll(sink.dropStale(spec.table()));
        } else {
            LoadPlan plan = plan(current.get(), state);
            if (!bring(plan, begin(plan, state, holder), loader, showing)) {
                return outcome(run, false, rows);
            }
            boolean leafIsTheTable = state.isNew() && loader.loaded().leaves().size() == 1;
            if (spec.mode() == CopySpec.Mode.MERGE && !leafIsTheTable) {
                // Nobody but this copy has ever read the leaves; a replaced table waits for the next copy.
                notes.addAll(sink.dropStale(spec.table()));
            }
        }
        // Also where nothing was new: the copy before may have died after its last commit.
        source.releaseAll(holder);
        return outcome(run, true, shown);
    }

    /** Loads and shows; where it cannot finish, notes why. */
    private boolean bring(LoadPlan plan, Load begun, Loader loader, Showing showing) throws SQLException {
        before = begun.rows();
        rows = before;
        boolean onlyShowing = begun.gap(plan.parts().size()).isEmpty();
        try {
            boolean all = loader.load(plan, begun);
            Load load = loader.loaded();
            rows = loader.isPending() ? before : load.rows();
            if (!all || !time.allowsMore()) {
                notes.add("the time is over");
                return false;
            }
            load.prove(plan);
            shown = showing.show(plan, load, loader.isPending());
            rows = load.rows();
            return true;
        } catch (LockedException e) {
            notes.add(e.getMessage());
            return false;
        } catch (SQLException e) {
            // With a whole invocation for the last step alone, another one would not help either.
            if (!SqlFailure.isOutOfTime(e) || onlyShowing) {
                throw e;
            }
            notes.add("the time was over in the middle of a step, which the next copy does again");
            return false;
        }
    }

    private boolean lock() throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!sink.tryLock(spec.table())) {
            if (System.nanoTime() > deadline || !time.allowsMore()) {
                return false;
            }
            Database.sleep(Duration.ofMillis(200));
        }
        return true;
    }

    private void refuseForeign(TableState state) {
        state.checkpoint().ifPresent(checkpoint -> checkpoint.refuseOther(spec, state.view()));
        if (state.checkpoint().isEmpty() && !state.view().isEmpty()) {
            throw new PublishException(
                    ExitCode.BAD_CONFIGURATION,
                    "copy to " + spec.table() + ": predictions." + spec.table()
                            + " is there already and no copy made it; drop it, or choose another table");
        }
    }

    private LoadPlan plan(Source.Current current, TableState state) throws SQLException {
        SourceRun run = current.run();
        CopyColumns columns = CopyColumns.of(spec, current.fields(), state.view(), source);
        return spec.mode() == CopySpec.Mode.REPLACE
                ? LoadPlan.replace(spec, run, columns, source)
                : new MergePlan(spec, columns, source, source.changesUpTo(run, spec))
                        .from(state.checkpoint().filter(Checkpoint::whole));
    }

    /** Goes on with a load that was cut, or gives it up for another one. */
    private Load begin(LoadPlan plan, TableState state, String holder) throws SQLException {
        Optional<Load> left = state.begun();
        Optional<Load> begun = left.filter(load -> load.isOf(plan));
        if (left.isPresent() && begun.isEmpty()) {
            source.releaseAll(holder);
        }
        Load load = begun.isPresent() ? begun.get() : sink.begin(plan);
        if (!state.isNew()) {
            notes.addAll(sink.dropStale(spec.table()));
        }
        for (SourceRun run : plan.reads()) {
            if (!source.lease(run, holder)) {
                throw new PublishException(
                        ExitCode.TRY_AGAIN,
                        "copy to " + spec.table() + ": run " + run.runId() + " was dropped by retention meanwhile");
            }
        }
        return load;
    }

    private CopyOutcome outcome(SourceRun run, boolean complete, long shown) {
        return new CopyOutcome(
                spec.table(), complete, shown, rows - before, run.runId(), run.seq(), List.copyOf(notes));
    }
}
