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
 * Scores a batch on several cores, slice by slice. Where slices begin and end does not depend on the number of cores, and
 * each is scored by one thread: so a machine with other cores gives the same bytes. They become small towards the end of a
 * batch, so that no thread waits long for the one that has the last.
 */
final class Workers implements AutoCloseable {
    /** Rows of a slice: ONNX Runtime is at its full speed, and a batch of the contract gives work to eight cores. */
    static final int SLICE = 512;

    private static final int SMALLEST = 64;
    private final int smallest;

    private final List<Worker> workers = new ArrayList<>();
    private final ExecutorService threads;

    Workers(OrtSession session, Binding binding, int count) {
        // A graph that takes a fixed number of rows costs as much for fewer.
        smallest = binding.rows() == 0 ? SMALLEST : SLICE;
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
        AtomicInteger next = new AtomicInteger();
        List<Future<Void>> others = new ArrayList<>();
        for (int i = 1; i < workers.size() && batch.size() > i * smallest; i++) {
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

    private Void scoreSlices(Worker worker, Batch batch, AtomicInteger next) throws Exception {
        int size = batch.size();
        for (int from = take(next, size); from < size; from = take(next, size)) {
            worker.score(batch, from, end(from, size));
        }
        return null;
    }

    private int take(AtomicInteger next, int size) {
        return next.getAndUpdate(from -> end(from, size));
    }

    /** Where the slice that begins at a row ends: a quarter of what is left, within limits. */
    private int end(int from, int size) {
        int rows = Math.max(smallest, Math.min(SLICE, (size - from) / 4 / SMALLEST * SMALLEST));
        return Math.min(size, from + rows);
    }

    @Override
    public void close() {
        threads.shutdown();
        workers.forEach(Worker::close);
    }
}
