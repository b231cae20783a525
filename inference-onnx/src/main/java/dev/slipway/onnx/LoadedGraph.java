package dev.slipway.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A graph, and the session that runs it. */
record LoadedGraph(OnnxGraph graph, OrtSession session) {
    /** @throws dev.slipway.inference.InferenceException 78 where it is no graph, or ONNX Runtime refuses it */
    static LoadedGraph of(Path file) throws OrtException {
        OnnxGraph graph = OnnxGraph.read(file);
        OrtSession session = Sessions.open(graph);
        return new LoadedGraph(Shapes.completed(graph, session), session);
    }

    /** Begins to load in a thread of its own: loading a native library needs no manifest, and the manifest no library. */
    static FutureTask<LoadedGraph> begin(Path file) {
        // No lambda: the first one of a process takes 15 ms, which this thread is to begin before.
        FutureTask<LoadedGraph> loading = new FutureTask<>(new Callable<>() {
            @Override
            public LoadedGraph call() throws OrtException {
                return of(file);
            }
        });
        Thread thread = new Thread(loading, "slipway-load");
        thread.setDaemon(true);
        thread.start();
        return loading;
    }

    /** What has been begun, or why it failed. */
    static LoadedGraph from(FutureTask<LoadedGraph> loading) throws Exception {
        try {
            return loading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }
}
