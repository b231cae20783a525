package dev.slipway.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * ONNX Runtime and nothing else: rows that lie one behind the other in memory go in, scores come out. Each thread fills the
 * memory of its own tensor, calls the shared session on so many rows at a time, and copies the scores.
 */
final class BareOnnx implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    BareOnnx(Path graph) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        session = environment.createSession(graph.toString(), options);
    }

    void score(float[] rows, double[] scores, int batch, int threads) throws ExecutionException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            parts.add(pool.submit(() -> {
                score(rows, scores, batch, next);
                return null;
            }));
        }
        pool.shutdown();
        for (Future<?> part : parts) {
            part.get();
        }
    }

    private void score(float[] rows, double[] scores, int batch, AtomicInteger next) throws OrtException {
        FloatBuffer memory = ByteBuffer.allocateDirect(batch * Forest.FEATURES * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, memory, new long[] {batch, Forest.FEATURES})) {
            Map<String, OnnxTensor> input = Map.of("features", tensor);
            for (int from = next.getAndAdd(batch); from + batch <= scores.length; from = next.getAndAdd(batch)) {
                memory.put(0, rows, from * Forest.FEATURES, batch * Forest.FEATURES);
                try (OrtSession.Result result = session.run(input)) {
                    FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                    for (int i = 0; i < batch; i++) {
                        scores[from + i] = values.get(i);
                    }
                }
            }
        }
    }

    /** One row. */
    float score(float[] row) throws OrtException {
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(row), new long[] {1, row.length});
                OrtSession.Result result = session.run(Map.of("features", tensor))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
