package dev.slipway.inference;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * A model that scores rows. Implement it, and make its jar's main method one line:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     Model.main(new AudienceForecast(), args);
 * }
 * }</pre>
 *
 * That gives the verbs {@code describe}, {@code validate} and {@code predict} as SPEC.md has them. One thread calls a
 * model at a time, unless it allows more by {@link #threads}.
 */
public interface Model extends AutoCloseable {
    /** Called once before the first row, with the folder that holds the trained artefact beside {@code manifest.json}. */
    default void load(Path folder, Manifest manifest) throws Exception {}

    /**
     * How many threads may call {@link #predict} at the same time, each with rows of its own. Asked once, after {@link
     * #load}; the output has the order of the input whatever it says.
     */
    default int threads() {
        return 1;
    }

    /**
     * Scores some rows: sets the output fields of each, or rejects it. Must not depend on other rows, because how many
     * come together is not fixed. When it throws, the rows are tried in ever smaller parts and those that throw alone are
     * rejected; when each of the run's first 1000 rows throws, or every row of a shorter run, it ends as a defect.
     * An {@link Error}, such as a stack that overflows, ends the run as a defect at once. To end the run on purpose throw
     * an {@link InferenceException} with the status wanted.
     */
    void predict(Batch rows) throws Exception;

    @Override
    default void close() {}

    /**
     * Runs the verb in the arguments and ends the process with the code of the specification. Standard output belongs to
     * {@code describe}: what the model prints there goes to standard error. The process ends without running shutdown
     * hooks, unless a signal ends it; what a model must release belongs into {@link #close}.
     */
    static void main(Model model, String... args) {
        PrintStream out = System.out;
        if (args.length == 1 && args[0].equals("describe")) {
            System.setOut(System.err);
        }
        Ending ending = Ending.ofProcess();
        ExitCode code = new Program(model, System.getenv(), out, System.err, ending).run(args);
        out.flush();
        ending.end(code);
    }
}
