package dev.slipway.predictions;

import java.util.ArrayList;
import java.util.List;

/**
 * The runs whose rows make up a merged table, oldest first. A run that becomes current is laid on top; when a run that
 * already lies in the stack becomes current again, that is a rollback, and all runs above it are withdrawn.
 */
record RunStack(List<Long> runs) {
    RunStack {
        runs = List.copyOf(runs);
    }

    /** The stack after these runs became current one after the other. */
    static RunStack after(List<Long> current) {
        List<Long> runs = new ArrayList<>();
        for (Long run : current) {
            int at = runs.indexOf(run);
            if (at < 0) {
                runs.add(run);
            } else {
                runs.subList(at + 1, runs.size()).clear();
            }
        }
        return new RunStack(runs);
    }

    /** The runs at the bottom that both stacks share. */
    RunStack shared(RunStack other) {
        int length = 0;
        while (length < Math.min(runs.size(), other.runs.size())
                && runs.get(length).equals(other.runs.get(length))) {
            length++;
        }
        return new RunStack(runs.subList(0, length));
    }

    /** The runs above another stack that this one begins with. */
    List<Long> above(RunStack bottom) {
        return runs.subList(bottom.runs.size(), runs.size());
    }
}
