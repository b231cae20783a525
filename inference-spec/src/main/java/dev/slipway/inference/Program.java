package dev.slipway.inference;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** An image's program: the verb on the command line, and the status it ends with. */
final class Program {
    private static final String USAGE = """
            usage: VERB, one of
              describe   prints the manifest as JSON
              validate   scores the golden set and holds the metrics against their thresholds
              predict    scores the input that SLIPWAY_IN/request.json names""";

    private final Model model;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private final Ending ending;

    Program(Model model, Map<String, String> environment, PrintStream out, PrintStream err, Ending ending) {
        this.model = model;
        this.environment = environment;
        this.out = out;
        this.err = err;
        this.ending = ending;
    }

    /** Does what the verb says; every failure is one line on stderr. */
    ExitCode run(String... args) {
        String verb = args.length == 1 ? args[0] : "";
        try {
            Folders folders = Folders.of(environment);
            switch (verb) {
                case "describe" -> out.println(folders.manifest().toJson());
                case "validate" -> new Validate(model, folders, out).run();
                case "predict" -> new Predict(model, folders, ending, out, isVerbose()).run();
                default -> {
                    err.println("expected one verb, got " + (args.length == 0 ? "none" : String.join(" ", args)));
                    err.println(USAGE);
                    return ExitCode.USAGE;
                }
            }
            return ExitCode.DONE;
        } catch (Throwable e) {
            Throwable cause = e instanceof Lane.Ended ? e.getCause() : e;
            err.println(verb + ": " + message(cause));
            if (isVerbose()) {
                cause.printStackTrace(err);
            }
            return code(cause);
        }
    }

    private boolean isVerbose() {
        return "true".equals(environment.get("SLIPWAY_VERBOSE"));
    }

    private static String message(Throwable cause) {
        String message = cause instanceof InferenceException ? cause.getMessage() : cause.toString();
        return message.lines().reduce((a, b) -> a + " " + b.strip()).orElse("");
    }

    /** What cannot be written may be written tomorrow; everything that nobody foresaw is a defect. */
    private static ExitCode code(Throwable cause) {
        if (cause instanceof InferenceException known) {
            return known.exitCode();
        }
        return cause instanceof IOException || cause instanceof UncheckedIOException
                ? ExitCode.TRY_AGAIN
                : ExitCode.DEFECT;
    }
}
