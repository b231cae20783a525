package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.job.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each function's jar holds, and that it is enough. */
@EnabledIfSystemProperty(named = "slipway.jars", matches = ".+", disabledReason = "the jars are not packaged yet")
class HandlersJarIT {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private static Path folder;

    @ParameterizedTest
    @CsvSource({
        "etl, EtlHandler, 4, db, no",
        "ledger, LedgerHandler, 16, db, no",
        "provisioner, ProvisionerHandler, 16, db, flyway",
        "watch, WatchHandler, 16, -, no"
    })
    void shouldHoldWhatItsHandlerNeedsAndNoMore(
            String name, String handler, int megabytes, String database, String flyway) throws IOException {
        Path jar = Function.jar(name);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            print(jar, zip);
            assertThat(Files.size(jar)).isLessThanOrEqualTo(megabytes * 1024L * 1024L);
            assertThat(zip.stream()
                            .map(ZipEntry::getName)
                            .filter(entry -> entry.endsWith("Handler.class"))
                            .filter(entry -> entry.startsWith("dev/slipway/lambdas/")))
                    .containsExactly("dev/slipway/lambdas/" + handler + ".class");
            assertThat(zip.getEntry("dev/slipway/predictions/rds-ca.pem") != null)
                    .isEqualTo(database.equals("db"));
            assertThat(zip.getEntry("META-INF/services/java.sql.Driver") != null)
                    .isEqualTo(database.equals("db"));
            assertThat(zip.stream().anyMatch(entry -> entry.getName().startsWith("db/")))
                    .isEqualTo(flyway.equals("flyway"));
            assertThat(zip.stream().anyMatch(entry -> entry.getName().startsWith("org/flywaydb/")))
                    .isEqualTo(flyway.equals("flyway"));
            assertThat(zip.stream().map(ZipEntry::getName))
                    .noneMatch(entry -> entry.contains("netty") || entry.startsWith("org/apache/http"));
            assertThat(zip.stream().filter(entry -> entry.getName().startsWith("dev/slipway/")))
                    .as("the time of a build would make no two alike; others' files keep their own")
                    .allMatch(entry -> entry.getTimeLocal().equals(LocalDateTime.of(2026, 1, 1, 0, 0)));
        }
    }

    /** The first three folders of a name are a part. */
    private static void print(Path jar, ZipFile zip) throws IOException {
        Map<String, Long> parts = zip.stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getName().replaceFirst("^((?:[^/]+/){0,4}).*", "$1"),
                        TreeMap::new,
                        Collectors.summingLong(ZipEntry::getCompressedSize)));
        System.out.printf("%s: %,d bytes; its largest parts:%n", jar.getFileName(), Files.size(jar));
        parts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(10)
                .forEach(part -> System.out.printf("  %,10d  %s%n", part.getValue(), part.getKey()));
    }

    @Test
    void shouldShowTheLedger() throws Exception {
        Tls tls = new Tls(folder);
        try (Servers servers = new Servers(tls.server())) {
            servers.publish("shown", "shown-1", folder, "a,1.5");
            Map<String, String> environment = new HashMap<>(servers.ledgerEnvironment());
            environment.put(
                    "SLIPWAY_ANALYTICS_URL",
                    "jdbc:postgresql://localhost:" + servers.analyticsPort()
                            + "/postgres?sslmode=verify-full&sslrootcert=" + tls.authority());
            try (Function ledger = Function.start("ledger", LedgerHandler.class.getName(), environment, folder)) {
                Answer answer = ledger.invoke("{\"action\": \"runs\", \"model\": \"shown\"}", LONG);
                assertThat(answer.errorType()).as(answer.body()).isNull();
                assertThat(answer.body()).contains("\"shown-1\"");
                assertThat(JSON.std.mapFrom(
                                ledger.invoke("{\"action\": \"dance\"}", LONG).body()))
                        .containsKey("error");
            }
        }
    }

    @Test
    void shouldWatchWithoutADatabase() throws Exception {
        Map<String, String> environment = Map.of(
                "SLIPWAY_ENVIRONMENT", "dev",
                "SLIPWAY_SCHEDULES", "[]",
                "SLIPWAY_ARTIFACTS", "s3://artifacts/",
                "SLIPWAY_TOPIC", "arn:aws:sns:eu-central-1:123456789012:slipway-dev-alarms",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test");
        try (Function watch = Function.start("watch", WatchHandler.class.getName(), environment, folder)) {
            Answer answer = watch.invoke(
                    "{\"source\": \"aws.events\", \"detail-type\": \"Scheduled Event\", \"detail\": {}}", LONG);
            assertThat(answer.errorType()).as(answer.body()).isNull();
            assertThat(JSON.std.mapFrom(answer.body())).isEqualTo(Map.of("overdue", Map.of()));
        }
    }
}
