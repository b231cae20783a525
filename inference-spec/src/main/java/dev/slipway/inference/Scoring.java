package dev.slipway.inference;

import dev.slipway.inference.Scorer.Scored;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Reads, scores and writes at the same time: a thread that parses, those that run the model (this one, and others where
 * the model takes more), and one that writes, joined by short {@link Lane}s, so that memory stays the same however long the
 * input is. Who takes a batch promises its scores to the writer in the same step: so scores come out in the order of the
 * input, and nobody who scores waits for another.
 */
final class Scoring implements AutoCloseable {
    /** Gives batches, in the order of the input. */
    interface Source {
        void read(Lane<Batch> into) throws IOException;
    }

    /** Takes scored batches, in the order of the input. */
    interface Sink {
        void write(Batch batch) throws IOException;
    }

    private final Model model;
    private final Scorer scorer;
    private final Tally tally;
    private final Lane<Batch> parsed = new Lane<>(2);
    private Lane<FutureTask<Scored>> promised;

    Scoring(Model model, Manifest manifest, Instant asOf, Tally tally) {
        this.model = model;
        this.scorer = new Scorer(model, manifest, asOf);
        this.tally = tally;
    }

    /** Begins to read the files of a folder, one behind the other: the first rows come while the model is being loaded. */
    Scoring read(Path folder, List<String> files, InputColumns columns) {
        return read(lane -> {
            for (String file : files) {
                read(folder.resolve(file), file, columns, lane);
            }
        });
    }

    Scoring read(Source source) {
        start("slipway-read", parsed, () -> {
            source.read(parsed);
            parsed.end(null);
        });
        return this;
    }

    /** Scores what is read, once the model is loaded. */
    void run(Sink sink) {
        int threads = Math.max(1, model.threads());
        promised = new Lane<>(threads + 1);
        List<Thread> others = new ArrayList<>();
        others.add(start("slipway-write", promised, () -> write(sink)));
        while (others.size() < threads) {
            others.add(start("slipway-score", promised, this::score));
        }
        try {
            score();
        } catch (RuntimeException | Error e) {
            promised.end(e);
            throw e;
        } finally {
            others.forEach(Scoring::join);
        }
        promised.check();
    }

    /** Ends the reading where something else has failed. */
    @Override
    public void close() {
        parsed.end(new IllegalStateException("nobody scores what is read"));
    }

    private void score() {
        for (FutureTask<Scored> next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized FutureTask<Scored> next() {
        Batch read = parsed.take();
        if (read == null) {
            promised.end(null);
            return null;
        }
        FutureTask<Scored> promise = new FutureTask<>(() -> scorer.score(read));
        promised.put(promise);
        return promise;
    }

    private void write(Sink sink) throws Throwable {
        FirstAnswer answer = new FirstAnswer();
        for (FutureTask<Scored> next = promised.take(); next != null; next = promised.take()) {
            Scored scored = kept(next);
            answer.add(scored.answer());
            tally.add(scored.batch());
            sink.write(scored.batch());
        }
        answer.demand();
    }

    private static Scored kept(FutureTask<Scored> promise) throws Throwable {
        try {
            return promise.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private void read(Path file, String name, InputColumns columns, Lane<Batch> lane) {
        try (CsvRows rows = CsvRows.open(file, name, columns)) {
            tally.ignored(rows.ignoredColumns());
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                lane.put(batch);
            }
        }
    }

    private interface Stage {
        void run() throws Throwable;
    }

    /** What it fails with ends its lane. */
    private static Thread start(String name, Lane<?> lane, Stage stage) {
        Thread thread = new Thread(
                () -> {
                    try {
                        stage.run();
                    } catch (Throwable e) {
                        lane.end(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
