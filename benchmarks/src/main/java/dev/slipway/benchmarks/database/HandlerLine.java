package dev.slipway.benchmarks.database;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.benchmarks.Checkout;
import dev.slipway.benchmarks.Command;
import dev.slipway.benchmarks.Options;
import dev.slipway.benchmarks.Table;
import dev.slipway.benchmarks.database.Data.Kind;
import dev.slipway.job.Tls;
import dev.slipway.predictions.CopySpec.Mode;
import dev.slipway.predictions.Role;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.Driver;

/**
 * The function for copies, from the start of its JVM until its first event is done, under AWS's runtime interface client
 * and over TLS, beside one that only copies. Both unpacked as Lambda has them, with the same archive of classes.
 */
final class HandlerLine implements Line {
    private static final String OURS = "ETL handler, small";
    private static final String BARE = "bare handler, small";
    private static final double MEGABYTES = 4;

    @Override
    public void measure(Lab lab, Options options, Data data, Table table, Chart chart) throws Exception {
        Copies copies = new Copies(lab, data);
        Sheet sheet = new Sheet("JVM start to first event done, " + Data.SMALL + " predictions", table, chart);
        if (!Checkout.isPacked()) {
            sheet.note("the handlers are measured from their jars only");
            return;
        }
        data.published();
        Tls tls = new Tls(Files.createDirectories(lab.work.resolve("tls")));
        lab.analytics.offerTls(tls.server());
        lab.application.offerTls(tls.server());
        try {
            String verified = "?sslmode=verify-full&sslrootcert=" + tls.authority();
            Path archive = lab.work.resolve("handler.jsa");
            lab.freshApplication("copied", Lab.TEMPLATE);
            ours(lab, data, verified, "-XX:ArchiveClassesAtExit=" + archive).run();
            String archived = "-XX:SharedArchiveFile=" + archive;
            sheet.measure(
                    lab,
                    options.rounds(5),
                    List.of(
                            Step.java(
                                    OURS,
                                    () -> lab.freshApplication("copied", Lab.TEMPLATE),
                                    ours(lab, data, verified, archived),
                                    () -> new Ours(lab).demandCopied("copied", Data.SMALL)),
                            copies.other(BARE, Kind.SMALL, Optional.of(bare(lab, data, verified, archived)))));
        } finally {
            lab.analytics.offerTls(Map.of("ssl", "off"));
            lab.application.offerTls(Map.of("ssl", "off"));
        }
        sheet.atMost(
                "ETL handler / bare handler, to the first event done", sheet.work(OURS) / sheet.work(BARE), 1.3, "");
        sheet.atMost("the function's jar", Files.size(Checkout.etlJar()) / 1e6, MEGABYTES, " MB");
    }

    private static Command ours(Lab lab, Data data, String tls, String jvm) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "SLIPWAY_COPIES",
                JSON.std.asString(List.of(JSON.std.mapFrom(
                        Ours.spec(Kind.SMALL.word(), Mode.REPLACE).toJson()))));
        environment.put("SLIPWAY_ANALYTICS_URL", named(lab.analytics.jdbc(data.published())) + tls);
        environment.put("SLIPWAY_APPLICATION_URL", named(lab.application.jdbc("copied")) + tls);
        for (String database : List.of("ANALYTICS", "APPLICATION")) {
            environment.put("SLIPWAY_" + database + "_USER", Role.ETL.user());
            environment.put("SLIPWAY_" + database + "_PASSWORD", Lab.PASSWORD);
        }
        return function(lab, "dev.slipway.lambdas.EtlHandler", environment, jvm, Checkout.etlJar());
    }

    private static Command bare(Lab lab, Data data, String tls, String jvm) throws Exception {
        Path driver = Path.of(
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Map<String, String> environment = Map.of(
                BareHandler.SOURCE,
                named(lab.analytics.jdbcOfOthers(data.published())) + tls.replace('?', '&'),
                BareHandler.TARGET,
                named(lab.application.jdbcOfOthers(Theirs.TARGET)) + tls.replace('?', '&'),
                BareHandler.TABLE,
                data.table(Kind.SMALL));
        return function(lab, BareHandler.class.getName(), environment, jvm, Checkout.self(), driver);
    }

    private static Command function(
            Lab lab, String handler, Map<String, String> environment, String jvm, Path... jars) {
        String all = String.join(
                File.pathSeparator, List.of(jars).stream().map(Path::toString).toList());
        return Command.java(HandlerOnce.class, handler, all, jvm)
                .on(Jdk.function().java())
                .with(environment)
                .with(Map.of("HANDLER_FOLDER", lab.work.toString()));
    }

    /** The name that the certificate has. */
    private static String named(String url) {
        return url.replace("127.0.0.1", "localhost");
    }
}
