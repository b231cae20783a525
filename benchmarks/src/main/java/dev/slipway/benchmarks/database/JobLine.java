package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.BareParse;
import dev.slipway.benchmarks.BareScore;
import dev.slipway.benchmarks.Command;
import dev.slipway.benchmarks.ForestData;
import dev.slipway.benchmarks.Options;
import dev.slipway.benchmarks.Table;
import dev.slipway.inference.Success;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Half as many rows of 30 floats from CSV to published, beside parsing, scoring and {@code \copy} alone. */
final class JobLine implements Line {
    private static final double MOST = 1.35;
    private static final int CORES = 2;
    private static final String JOB = "the whole job";
    private static final String PARSE = "bare parse";
    private static final String SCORE = "bare scoring";
    private static final String COPY = "psql \\copy of the predictions";

    @Override
    public void measure(Lab lab, Options options, Data data, Table table, Chart chart) throws Exception {
        ForestData forest = ForestData.write(Files.createDirectories(lab.work.resolve("forest")), data.rows() / 2);
        Path input = JobFolder.scatter(forest.csv(), lab.work.resolve("scattered.csv"));
        JobFolder folder = new JobFolder(lab, forest, options.engine());
        Step job = Step.java(
                JOB,
                folder::fresh,
                folder.command(input),
                () -> Theirs.demand(lab.analytics, JobFolder.DATABASE, "predictions.forest_v1_current", forest.rows()));
        // Its predictions are what the reference copies.
        job.measure(lab);
        Path out = Files.createDirectories(lab.work.resolve("job-out"));
        Files.copy(folder.out().resolve(Success.PREDICTIONS), out.resolve(Success.PREDICTIONS));
        String database = "scored";
        List<Step> steps = List.of(
                job,
                alone(PARSE, Command.java(BareParse.class, input)),
                alone(SCORE, Command.java(BareScore.class, forest.rows(), options.engine(), forest.model(), CORES)),
                new Step(
                        COPY,
                        () -> {
                            Lab.fresh(lab.analytics, database, "template0");
                            lab.analytics.execute(
                                    database, "CREATE TABLE predictions (id text PRIMARY KEY, score double precision)");
                        },
                        new Theirs(lab).file(database, "id, score", out),
                        () -> Theirs.demand(lab.analytics, database, "predictions", forest.rows())));
        Sheet sheet = new Sheet(
                String.format("%,d rows from CSV to published, %s", forest.rows(), options.engine()), table, chart);
        sheet.measure(lab, options.rounds(5), steps);
        double parts = (sheet.client(PARSE) + sheet.client(SCORE) + sheet.cpu(COPY)) / CORES;
        sheet.atMost("the whole job / (CPU of the bare parts / 2)", sheet.wall(JOB) / parts, MOST, "");
    }

    private static Step alone(String name, Command command) {
        return new Step(name, () -> {}, Optional.of(command), () -> {});
    }
}
