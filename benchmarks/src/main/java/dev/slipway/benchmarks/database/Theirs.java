package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Command;
import dev.slipway.inference.Success;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What others would do with the same rows. */
record Theirs(Lab lab) {
    /** The database that others copy into. */
    static final String TARGET = "others";

    /** One process that reads the file into a keyed table. */
    Optional<Command> file(String database, Path out) {
        return file(database, PredictionsFile.COLUMNS, out);
    }

    /** The same of a file with other columns. */
    Optional<Command> file(String database, String columns, Path out) {
        return lab.programs
                .psql()
                .map(psql -> Command.of(
                        psql.toString(),
                        "-qX",
                        "-v",
                        "ON_ERROR_STOP=1",
                        lab.analytics.uri(database),
                        "-c",
                        "\\copy predictions (" + columns + ") FROM '" + out.resolve(Success.PREDICTIONS)
                                + "' WITH (FORMAT csv, HEADER)"));
    }

    /** Two processes and a pipe between them. */
    Optional<Command> pipe(String from, String table, String to) {
        String options = " -qX -v ON_ERROR_STOP=1 ";
        return lab.programs
                .psql()
                .map(psql -> Command.of(
                        "bash",
                        "-c",
                        "set -o pipefail; " + psql + options + lab.analytics.uri(from) + " -c 'COPY (SELECT "
                                + PredictionsFile.COLUMNS + " FROM predictions." + table + ") TO STDOUT' | " + psql
                                + options + lab.application.uri(to) + " -c 'COPY predictions ("
                                + PredictionsFile.COLUMNS + ") FROM STDIN'"));
    }

    /** From the table {@code public.predictions} of one database into that of another. */
    Optional<Command> pgloader(String from, String to) throws IOException {
        Path commands = lab.work.resolve("pgloader.load");
        Files.writeString(commands, """
                LOAD DATABASE FROM %s INTO %s
                WITH data only
                INCLUDING ONLY TABLE NAMES MATCHING 'predictions' IN SCHEMA 'public';
                """.formatted(lab.analytics.uri(from), lab.application.uri(to)));
        return lab.programs
                .pgloader()
                .map(program -> Command.of(program.toString(), "--on-error-stop", commands.toString()));
    }

    static void demand(Cluster cluster, String database, String relation, long rows) throws Exception {
        String counted = cluster.value(database, "SELECT count(*) FROM " + relation);
        if (!counted.equals(Long.toString(rows))) {
            throw new IllegalStateException(
                    relation + " in " + database + ": expected " + rows + " rows, got " + counted);
        }
    }
}
