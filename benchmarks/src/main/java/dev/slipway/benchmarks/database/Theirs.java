package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Command;
import dev.slipway.inference.Success;
import java.nio.file.Path;
import java.util.Optional;

/** What others would do with the same rows. */
record Theirs(Lab lab) {
    /** One process that reads the file into a keyed table. */
    Optional<Command> file(String database, Path out) {
        return lab.programs
                .psql()
                .map(psql -> Command.of(
                        psql.toString(),
                        "-qX",
                        "-v",
                        "ON_ERROR_STOP=1",
                        lab.analytics.uri(database),
                        "-c",
                        "\\copy predictions (" + PredictionsFile.COLUMNS + ") FROM '" + out.resolve(Success.PREDICTIONS)
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

    static void demand(Cluster cluster, String database, String relation, long rows) throws Exception {
        String counted = cluster.value(database, "SELECT count(*) FROM " + relation);
        if (!counted.equals(Long.toString(rows))) {
            throw new IllegalStateException(
                    relation + " in " + database + ": expected " + rows + " rows, got " + counted);
        }
    }
}
