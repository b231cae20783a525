package dev.slipway.inference;

import java.io.PrintStream;
import java.util.Map;

/** Runs the contract's own program in this Java, for the many trials that a process each would make slow. */
public final class InProcess {
    private InProcess() {}

    /** Answers the exit status. */
    public static int run(
            Model model, Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
        Ending ending = new Ending(status -> {
            throw new IllegalStateException("ended with " + status);
        });
        return new Program(model, environment, out, err, ending).run(arguments).code();
    }
}
