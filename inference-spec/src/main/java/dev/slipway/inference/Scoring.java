package dev.slipway.inference;

import dev.slipway.inference.Scorer.Scored;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Reads, scores and writes at the same time, with memory that stays the same however long the input is. Reading begins in a
 * thread of its own, while the model is being loaded. Where the model takes several threads, each of them then reads a
 * batch, scores it, and writes what is done in the order of the input: what it scores lies in its processor's caches, and no
 * thread is woken for a batch. A model of one thread has one that reads and one that writes beside it.
 */
final class Scoring implements AutoCloseable {
    /** Gives batches, in the order of the input, and null behind the last. */
    interface Source {
        Batch next() throws IOException;

        default void close() {}
    }

    /** Takes scored batches, in the order of the input, one at a time. */
    interface Sink {
        void write(Batch batch) throws IOException;
    }

    /** Batches that are read while the model is being loaded, or by the reader of a model of one thread. */
    private static final int AHEAD = 4;

    private final Model model;
    private final Scorer scorer;
    private final Tally tally;
    private final FirstAnswer answer = new FirstAnswer();
    private final Lane<Batch> ahead = new Lane<>(AHEAD);
    private Source source;
    /** Whether the source has no more, or has failed. */
    private boolean exhausted;
    /** Whether those who score read. */
    private volatile boolean shared;

    private Promises promises;

    Scoring(Model model, Manifest manifest, Instant asOf, Tally tally) {
        this.model = model;
        this.scorer = new Scorer(model, manifest, asOf);
        this.tally = tally;
    }

    /** Begins to read the files of a folder, one behind the other: the first rows come while the model is being loaded. */
    Scoring read(Path folder, List<String> files, InputColumns columns) {
        return read(new CsvFiles(folder, files, columns, tally));
    }

    Scoring read(Source from) {
        source = from;
        start("slipway-read", ahead::end, this::readAhead);
        return this;
    }

    /** Scores what is read, once the model is loaded. */
    void run(Sink sink) {
        int threads = Math.max(1, model.threads());
        promises = new Promises(threads + 2);
        shared = threads > 1;
        List<Thread> others = new ArrayList<>();
        if (!shared) {
            others.add(start("slipway-write", promises::end, () -> write(sink, true)));
        }
        while (others.size() < threads - 1) {
            others.add(start("slipway-score", promises::end, () -> score(sink)));
        }
        guard(promises::end, () -> score(sink));
        others.forEach(Scoring::join);
        promises.check();
        answer.demand();
    }

    /** Ends the reading where something else has failed. */
    @Override
    public void close() {
        ahead.end(new IllegalStateException("nobody scores what is read"));
        source.close();
    }

    private void readAhead() throws IOException {
        do {
            Batch read = source.next();
            exhausted = read == null;
            if (read != null) {
                ahead.put(read);
            }
        } while (!exhausted && !shared);
        ahead.end(null);
    }

    private void score(Sink sink) throws Throwable {
        for (FutureTask<Scored> next = next(); next != null; next = next()) {
            next.run();
            if (shared) {
                write(sink, false);
            } else {
                promises.kept();
            }
        }
        promises.end(null);
    }

    private synchronized FutureTask<Scored> next() throws IOException {
        Batch read = ahead.take();
        if (read == null && !exhausted) {
            // True until it is known: where it fails, nobody asks for more.
            exhausted = true;
            read = source.next();
            exhausted = read == null;
        }
        if (read == null) {
            return null;
        }
        Batch taken = read;
        FutureTask<Scored> promise = new FutureTask<>(() -> scorer.score(taken));
        promises.add(promise);
        return promise;
    }

    private void write(Sink sink, boolean waits) throws Throwable {
        for (Scored scored = promises.take(waits); scored != null; scored = promises.take(waits)) {
            answer.add(scored.answer());
            tally.add(scored.batch());
            sink.write(scored.batch());
            promises.given();
        }
    }

    private interface Stage {
        void run() throws Throwable;
    }

    private static Thread start(String name, Consumer<Throwable> failed, Stage stage) {
        Thread thread = new Thread(() -> guard(failed, stage), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void guard(Consumer<Throwable> failed, Stage stage) {
        try {
            stage.run();
        } catch (Throwable e) {
            failed.accept(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
