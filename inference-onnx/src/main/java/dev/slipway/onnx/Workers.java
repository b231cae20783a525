package dev.slipway.onnx;

import ai.onnxruntime.OrtSession;
import dev.slipway.inference.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scores a batch on several cores, slice by slice. Slices have the same size whatever the number of cores, and each is
 * scored by one thread: so a machine with other cores gives the same bytes.
 */
final class Workers implements AutoCloseable {
    /** Rows of a slice: ONNX Runtime is at its full speed, and a batch of the contract gives work to eight cores. */
    static final int SLICE = 512;

    private final List<Worker> workers = new ArrayList<>();
    private final ExecutorService threads;

    Workers(OrtSession session, Binding binding, int count) {
        for (int i = 0; i < count; i++) {
            workers.add(new Worker(session, binding, SLICE));
        }
        threads = Executors.newFixedThreadPool(Math.max(1, count - 1), task -> {
            Thread thread = new Thread(task, "slipway-score");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Scores all rows; a failure of one slice is thrown when all have ended. */
    void score(Batch batch) throws Exception {
        int slices = (batch.size() + SLICE - 1) / SLICE;
        AtomicInteger next = new AtomicInteger();
        List<Future<Void>> others = new ArrayList<>();
        for (int i = 1; i < Math.min(workers.size(), slices); i++) {
            Worker worker = workers.get(i);
            others.add(threads.submit(() -> scoreSlices(worker, batch, next)));
        }
        Exception failure = null;
        try {
            scoreSlices(workers.get(0), batch, next);
        } catch (Exception e) {
            failure = e;
        }
        for (Future<Void> other : others) {
            try {
                other.get();
            } catch (ExecutionException e) {
                failure = failure == null && e.getCause() instanceof Exception cause ? cause : failure;
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static Void scoreSlices(Worker worker, Batch batch, AtomicInteger next) throws Exception {
        for (int from = next.getAndIncrement() * SLICE; from < batch.size(); from = next.getAndIncrement() * SLICE) {
            worker.score(batch, from, Math.min(from + SLICE, batch.size()));
        }
        return null;
    }

    @Override
    public void close() {
        threads.shutdown();
        workers.forEach(Worker::close);
    }
}
