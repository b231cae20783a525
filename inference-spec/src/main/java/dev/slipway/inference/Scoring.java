package dev.slipway.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Reads, scores and writes at the same time: a thread that parses, this one that runs the model, and one that writes,
 * joined by short {@link Lane}s, so that memory stays the same however long the input is.
 */
final class Scoring implements AutoCloseable {
    /** Takes scored batches, in the order of the input. */
    interface Sink {
        void write(Batch batch) throws IOException;
    }

    private final Scorer scorer;
    private final OutputCheck check;
    private final Tally tally;
    private final Lane<Batch> parsed = new Lane<>();
    private final Lane<Batch> scored = new Lane<>();

    Scoring(Model model, Manifest manifest, Instant asOf, Tally tally) {
        this.scorer = new Scorer(model, manifest, asOf);
        this.check = new OutputCheck(manifest);
        this.tally = tally;
    }

    /** Begins to read the files of a folder, one behind the other: the first rows come while the model is being loaded. */
    Scoring read(Path folder, List<String> files, InputColumns columns) {
        start("slipway-read", parsed, () -> {
            for (String file : files) {
                read(folder.resolve(file), file, columns);
            }
        });
        return this;
    }

    /** Scores what is read. */
    void run(Sink sink) {
        Thread writer = start("slipway-write", scored, () -> {
            for (Batch batch = scored.take(); batch != null; batch = scored.take()) {
                sink.write(batch);
            }
        });
        try {
            score();
        } catch (RuntimeException | Error e) {
            scored.end(e);
            throw e;
        } finally {
            join(writer);
        }
        scored.check();
    }

    /** Ends the reading where something else has failed. */
    @Override
    public void close() {
        parsed.end(new IllegalStateException("nobody scores what is read"));
    }

    private void score() {
        for (Batch read = parsed.take(); read != null; read = parsed.take()) {
            Batch batch = scorer.score(read);
            check.check(batch);
            tally.add(batch);
            scored.put(batch);
        }
        scorer.demandAnAnswer();
        scored.end(null);
    }

    private void read(Path file, String name, InputColumns columns) {
        try (CsvRows rows = CsvRows.open(file, name, columns)) {
            tally.ignored(rows.ignoredColumns());
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                parsed.put(batch);
            }
        }
    }

    private interface Stage {
        void run() throws IOException;
    }

    private static Thread start(String name, Lane<Batch> lane, Stage stage) {
        Thread thread = new Thread(
                () -> {
                    try {
                        stage.run();
                        lane.end(null);
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
