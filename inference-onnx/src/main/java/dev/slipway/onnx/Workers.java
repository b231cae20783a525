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

    /** Scores all rows; a failure is thrown when nobody works on the batch any more. */
    void score(Batch batch) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<Void>> others = new ArrayList<>();
        for (int i = 1; i < workers.size() && batch.size() > i * smallest; i++) {
            Worker worker = workers.get(i);
            others.add(threads.submit(() -> scoreSlices(worker, batch, next)));
        }
        Throwable failure = null;
        try {
            scoreSlices(workers.get(0), batch, next);
        } catch (Exception | Error e) {
            failure = e;
        }
        for (Future<Void> other : others) {
            failure = worse(failure, end(other, next, batch.size()));
        }
        if (failure instanceof Error error) {
            throw error;
        } else if (failure != null) {
            throw (Exception) failure;
        }
    }

    /** Waits, also where it is told to stop: then no slice is begun any more. */
    private static Throwable end(Future<Void> other, AtomicInteger next, int size) {
        Throwable failure = null;
        while (true) {
            try {
                other.get();
                return failure;
            } catch (ExecutionException e) {
                return worse(failure, e.getCause());
            } catch (InterruptedException e) {
                next.set(size);
                failure = e;
            }
        }
    }

    /** An error goes before an exception, the earlier before the later. */
    private static Throwable worse(Throwable one, Throwable other) {
        return one == null || other instanceof Error && !(one instanceof Error) ? other : one;
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
