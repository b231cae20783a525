package dev.slipway.onnx;

import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A graph, and the session that runs it. Each is read once, by the thread that asks first. No lambdas here: the first one of
 * a process takes 15 ms, which the loading is to begin before.
 */
final class LoadedGraph {
    private final FutureTask<OnnxGraph> graph;
    private final FutureTask<OrtSession> session;

    LoadedGraph(Path file) {
        graph = new FutureTask<>(new Callable<>() {
            @Override
            public OnnxGraph call() {
                return OnnxGraph.read(file);
            }
        });
        session = new FutureTask<>(new Callable<>() {
            @Override
            public OrtSession call() throws Exception {
                // First what takes longest and needs no graph.
                Sessions.environment();
                return Sessions.open(get(graph));
            }
        });
    }

    /**
     * Begins to load in a thread of its own: loading a native library needs neither manifest nor request, and they no
     * library.
     */
    LoadedGraph begin() {
        Thread thread = new Thread(session, "slipway-load");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /**
     * What the file says, with the shapes that only ONNX Runtime knows where it does not say all.
     *
     * @throws dev.slipway.inference.InferenceException 78 where it is no graph
     */
    OnnxGraph graph() throws Exception {
        OnnxGraph read = get(graph);
        return Shapes.areKnown(read) ? read : Shapes.completed(read, session());
    }

    /** @throws dev.slipway.inference.InferenceException 78 where ONNX Runtime refuses the graph */
    OrtSession session() throws Exception {
        return get(session);
    }

    private static <T> T get(FutureTask<T> task) throws Exception {
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }
}
