package dev.slipway.benchmarks.database;

import dev.slipway.benchmarks.Command;
import dev.slipway.benchmarks.database.Data.Kind;
import dev.slipway.predictions.CopySpec.Mode;
import java.util.List;
import java.util.Optional;

/** Steps that bring a published run to an empty application database. */
record Copies(Lab lab, Data data) {
    static String ours(Mode mode, Kind kind) {
        return mode.word() + ", " + kind.word();
    }

    static String pipe(Kind kind) {
        return "psql | psql, " + kind.word();
    }

    Step copy(Mode mode, Kind kind) throws Exception {
        return copy(ours(mode, kind), mode, kind, Ours.lambda());
    }

    Step copy(String name, Mode mode, Kind kind, List<String> options) throws Exception {
        String database = "copied";
        Ours ours = new Ours(lab);
        return Step.java(
                name,
                () -> lab.freshApplication(database, Lab.TEMPLATE),
                ours.copy(data.published(), database, Ours.spec(kind.word(), mode), options),
                () -> ours.demandCopied(database, data.rows(kind)));
    }

    Step piped(Kind kind) throws Exception {
        return other(pipe(kind), kind, new Theirs(lab).pipe(data.published(), data.table(kind), Theirs.TARGET));
    }

    Step jdbc(String name, Class<?> main, Kind kind, List<String> options) throws Exception {
        String source = lab.analytics.jdbcOfOthers(data.published());
        String target = lab.application.jdbcOfOthers(Theirs.TARGET);
        return other(
                name,
                kind,
                Optional.of(Command.java(main, source, data.table(kind), target)
                        .on(Jdk.function().java())
                        .beside(SpringBatchCopy.jars())
                        .jvm(options)));
    }

    Step other(String name, Kind kind, Optional<Command> command) {
        return new Step(
                name,
                () -> {
                    Lab.freshTable(lab.application, Theirs.TARGET);
                    lab.application.execute(Theirs.TARGET, SpringBatchCopy.repository());
                },
                command,
                () -> Theirs.demand(lab.application, Theirs.TARGET, "predictions", data.rows(kind)));
    }
}
