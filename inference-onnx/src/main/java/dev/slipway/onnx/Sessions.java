package dev.slipway.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;

/** Loads graphs into ONNX Runtime. */
final class Sessions {
    /*
     * ONNX Runtime's Java library has loggers, and would only log what it also throws. With a configuration they would look
     * into each jar for other logging libraries, which is a fifth of the time that loading takes; where the file is missing,
     * Java's logging goes without. The first of its classes to be used has a logger, so this comes before it.
     */
    static {
        if (System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty("java.util.logging.config.file", "none");
        }
    }

    static final OrtLoggingLevel LOG_LEVEL = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
    static final String NAME = "slipway";
    private static final int LONGEST_REASON = 400;
    private static OrtEnvironment environment;

    private Sessions() {}

    /** There is one in a process. What ONNX Runtime would log, it also throws. */
    static synchronized OrtEnvironment environment() {
        if (environment == null) {
            NativeLibrary.use();
            environment = OrtEnvironment.getEnvironment(LOG_LEVEL, NAME);
            EnvironmentReference.hold();
        }
        return environment;
    }

    /**
     * A session whose runs use the thread that calls them, and any number of threads may: so the bytes of a result do not
     * depend on how many cores there are.
     *
     * @throws InferenceException 78 where ONNX Runtime refuses the graph
     */
    static OrtSession open(OnnxGraph graph) {
        OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setSessionLogLevel(LOG_LEVEL);
            return open(graph, environment, options);
        } catch (OrtException e) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    graph.file() + ": ONNX Runtime " + environment.getVersion() + " cannot run it: " + reason(e) + "; "
                            + graph.told(),
                    e);
        }
    }

    private static OrtSession open(OnnxGraph graph, OrtEnvironment environment, OrtSession.SessionOptions options)
            throws OrtException {
        if (!PlainGraph.isNeeded(graph)) {
            return environment.createSession(graph.file().toString(), options);
        }
        // Without a file of its own the graph cannot tell where its weights lie.
        options.addConfigEntry(
                "session.model_external_initializers_file_folder_path",
                graph.file().toAbsolutePath().getParent().toString());
        return environment.createSession(PlainGraph.of(graph, graph.bytes()), options);
    }

    private static String reason(OrtException e) {
        String reason = GraphException.reason(e);
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
    }
}
