package dev.slipway.benchmarks.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/** The rows that are measured: made when first asked for. */
final class Data {
    static final int SMALL = 1000;

    private final Lab lab;
    private final int rows;

    Data(Lab lab, int rows) {
        this.lab = lab;
        this.rows = rows;
    }

    int rows() {
        return rows;
    }

    /** One of the three runs that every line may use. */
    enum Kind {
        SCATTERED,
        SORTED,
        SMALL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    int rows(Kind kind) {
        return kind == Kind.SMALL ? SMALL : rows;
    }

    /** The output folder of a run with the same name. */
    Path out(Kind kind) throws IOException {
        LongUnaryOperator keys = kind == Kind.SORTED ? PredictionsFile.sorted(rows) : PredictionsFile.scattered();
        return out(kind.word(), 0, 1, rows(kind), keys);
    }

    /** The output folder of a run of other rows; written once. */
    Path out(String runId, long first, long step, long count, LongUnaryOperator keys) throws IOException {
        Path out = lab.work.resolve("out-" + runId);
        return out.toFile().exists() ? out : PredictionsFile.write(out, runId, first, step, count, keys);
    }

    /** Makes a database with a published run of each kind, once; the model is called as the kind. */
    String published() throws Exception {
        String database = "published";
        boolean there = lab.analytics
                .value("postgres", "SELECT count(*) FROM pg_database WHERE datname = '" + database + "'")
                .equals("1");
        if (!there) {
            lab.freshAnalytics(database, Lab.TEMPLATE);
            for (Kind kind : Kind.values()) {
                lab.publish(database, kind.word(), kind.word(), out(kind));
            }
        }
        return database;
    }

    /** The table of a published run. */
    String table(Kind kind) throws Exception {
        return lab.analytics.value(
                published(), "SELECT table_name FROM predictions.runs WHERE run_id = '" + kind.word() + "'");
    }
}
