package dev.slipway.cli.rehearsal;

import dev.slipway.cli.report.Step;
import dev.slipway.cli.terminal.Figures;
import dev.slipway.cli.terminal.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs the steps of a rehearsal one after another, shows them and remembers them. */
final class StepLog {
    private final Progress progress;
    private final List<Step> steps = new ArrayList<>();

    StepLog(Progress progress) {
        this.progress = progress;
    }

    /**
     * Runs a step.
     *
     * @param did what it did, told from its result
     * @param rows how many rows it handled; null where it handles none
     */
    <T> T run(String name, Supplier<T> work, Function<T, String> did, Function<T, Long> rows) {
        progress.start(name);
        T result;
        try {
            result = work.get();
        } catch (RuntimeException e) {
            progress.fail();
            throw e;
        }
        double seconds = progress.end(did.apply(result));
        steps.add(new Step(name, did.apply(result), rows.apply(result), seconds));
        return result;
    }

    /** Remembers a step that was shown by others. */
    void add(Step step) {
        steps.add(step);
    }

    Progress progress() {
        return progress;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    static String rows(long rows) {
        return Figures.count(rows) + (rows == 1 ? " row" : " rows");
    }
}
