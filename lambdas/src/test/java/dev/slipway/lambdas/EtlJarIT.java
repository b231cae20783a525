package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.job.Tls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** The ETL's jar as Lambda runs it, with PostgreSQL over TLS. */
@EnabledIfSystemProperty(named = "slipway.jars", matches = ".+", disabledReason = "the jars are not packaged yet")
class EtlJarIT {
    private static final String HANDLER = EtlHandler.class.getName();
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private static Path folder;

    private static Tls tls;
    private static Servers servers;

    @BeforeAll
    static void start() throws Exception {
        System.out.println("The functions run on " + Function.java());
        tls = new Tls(folder);
        servers = new Servers(tls.server());
    }

    @AfterAll
    static void stop() throws Exception {
        servers.close();
    }

    @Test
    void shouldCopyOverVerifiedTls() throws Exception {
        servers.publish("over-tls", "run-1", folder, "a,1.5", "b,");
        try (Function etl = start(environment("over-tls", trusted()))) {
            Answer answer = etl.invoke("{\"model\": \"over-tls\"}", LONG);
            assertThat(answer.errorType()).as(answer.body()).isNull();
            assertThat(JSON.std.mapFrom(answer.body())).containsEntry("complete", true);
            assertThat(servers.seen("SELECT * FROM predictions.over_tls ORDER BY id"))
                    .containsExactly("a|1.5", "b|null");
        }
    }

    @Test
    void shouldNotTrustAServerThatNoAuthorityOfRdsKnows() throws Exception {
        servers.publish("stranger", "stranger-1", folder, "a,1");
        try (Function etl = start(environment("stranger", "?sslmode=verify-full"))) {
            Answer answer = etl.invoke("{\"model\": \"stranger\"}", LONG);
            assertThat(answer.errorType()).isNotNull();
            assertThat(answer.body()).contains("PKIX path building failed");
            assertThat(etl.isAlive())
                    .as("a failure of the handler ends no process")
                    .isTrue();
        }
    }

    @Test
    void shouldSignItsTokenWithTheCredentialsOfTheContainerEndpoint() throws Exception {
        AwsSessionCredentials role = AwsSessionCredentials.create("ASIAOFTHEROLE", "secret-of-the-role", "session");
        servers.publish("by-iam", "iam-1", folder, "a,1");
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/credentials", exchange -> {
            boolean known = "let me in".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = ("{\"AccessKeyId\":\"" + role.accessKeyId() + "\",\"SecretAccessKey\":\""
                            + role.secretAccessKey() + "\",\"Token\":\"" + role.sessionToken() + "\",\"Expiration\":\""
                            + Instant.now().plusSeconds(3600) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 403, known ? body.length : -1);
            try (exchange) {
                if (known) {
                    exchange.getResponseBody().write(body);
                }
            }
        });
        endpoint.start();
        try (RdsServer analytics =
                        new RdsServer(servers.analyticsPort(), tls.keys(), (user, token) -> isSigned(token, role));
                RdsServer application =
                        new RdsServer(servers.applicationPort(), tls.keys(), (user, token) -> isSigned(token, role))) {
            Map<String, String> environment = environment("by-iam", trusted());
            environment.remove("SLIPWAY_ANALYTICS_PASSWORD");
            environment.remove("SLIPWAY_APPLICATION_PASSWORD");
            environment.put("SLIPWAY_ANALYTICS_URL", url(analytics.port(), trusted()));
            environment.put("SLIPWAY_APPLICATION_URL", url(application.port(), trusted()));
            environment.put(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/credentials");
            environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let me in");
            environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
            try (Function etl = start(environment)) {
                Answer answer = etl.invoke("{\"model\": \"by-iam\"}", LONG);
                assertThat(answer.errorType()).as(answer.body() + etl.log()).isNull();
                assertThat(servers.seen("SELECT * FROM predictions.by_iam")).containsExactly("a|1");
            }
            assertThat(analytics.passwords()).isNotEmpty().allMatch(token -> isSigned(token, role));
            assertThat(application.passwords()).isNotEmpty().allMatch(token -> isSigned(token, role));
            assertThat(isSigned(
                            analytics.passwords().get(0),
                            AwsSessionCredentials.create("ASIAOFTHEROLE", "another secret", "session")))
                    .as("a check that could not fail would prove nothing")
                    .isFalse();
        } finally {
            endpoint.stop(0);
        }
    }

    /** Signed again with the same clock, it is the same; {@code IamTokenTest} compares with the SDK's own. */
    private static boolean isSigned(String token, AwsSessionCredentials role) {
        Matcher parts = Pattern.compile("([^:]+):(\\d+)/.*X-Amz-Date=(\\w+).*").matcher(token);
        if (!parts.matches()) {
            return false;
        }
        Instant when = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").parse(parts.group(3), Instant::from);
        String again = new IamToken(
                        parts.group(1),
                        Integer.parseInt(parts.group(2)),
                        "slipway_etl",
                        "eu-central-1",
                        () -> role,
                        Clock.fixed(when, ZoneOffset.UTC))
                .password();
        return Set.of(again.split("[?&]")).equals(Set.of(token.split("[?&]")));
    }

    @Test
    void shouldSayThatTheDatabaseIsAwayBeforeItsTimeIsOver() throws Exception {
        Map<String, String> environment = environment("away", trusted());
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("SLIPWAY_ANALYTICS_URL", url(nobody.getLocalPort(), trusted()));
        }
        try (Function etl = start(environment)) {
            Answer answer = etl.invoke("{\"model\": \"away\"}", Duration.ofSeconds(13));
            assertThat(answer.errorType()).isEqualTo("dev.slipway.predictions.PublishException");
            assertThat(answer.body()).contains("the server is away", "slipway_etl");
            assertThat(answer.body() + etl.log()).doesNotContain(environment.get("SLIPWAY_ANALYTICS_PASSWORD"));
            assertThat(etl.isAlive()).isTrue();
        }
    }

    @Test
    void shouldGoOnInANewProcessWhenLambdaEndedTheOldOneAtItsDeadline() throws Exception {
        servers.publish("late", "late-1", folder, "a,1");
        Map<String, String> environment = environment("late", trusted());
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, String> hanging = new HashMap<>(environment);
            hanging.put("SLIPWAY_ANALYTICS_URL", url(silent.getLocalPort(), trusted()));
            try (Function etl = start(hanging)) {
                etl.begun();
                Answer answer = etl.invoke("{\"model\": \"late\"}", Duration.ofSeconds(5));
                assertThat(answer.errorType()).isEqualTo("Sandbox.Timedout");
                assertThat(etl.isAlive()).isFalse();
            }
        }
        try (Function etl = start(environment)) {
            assertThat(etl.invoke("{\"model\": \"late\"}", LONG).errorType()).isNull();
        }
        assertThat(servers.seen("SELECT * FROM predictions.late")).containsExactly("a|1");
    }

    @Test
    void shouldEndWhenThereIsNoMemoryLeft() throws Exception {
        servers.publish("large", "large-1", folder, "a,1");
        servers.analytics("""
                DO $$
                DECLARE v_table name := (SELECT table_name FROM predictions.runs WHERE run_id = 'large-1');
                BEGIN
                    -- A key is not that long; what is does not matter, as long as a row is larger than the memory.
                    EXECUTE format('ALTER TABLE predictions.%1$I DROP CONSTRAINT %1$s_pkey', v_table);
                    EXECUTE format('UPDATE predictions.%I SET id = repeat(''x'', 100000000)', v_table);
                END $$""");
        try (Function etl = start(environment("large", trusted()), "-Xmx48m")) {
            Answer answer = etl.invoke("{\"model\": \"large\"}", LONG);
            assertThat(answer.errorType()).as(answer.body()).contains("OutOfMemoryError");
            assertThat(etl.ends(LONG)).as("Lambda starts a new one").isTrue();
        }
    }

    @Test
    void shouldSayAtItsStartWhatIsNotSetUp() throws Exception {
        try (Function etl = start(Map.of())) {
            assertThat(etl.begun().errorType()).contains("IllegalArgumentException");
            assertThat(etl.begun().body()).contains("SLIPWAY_COPIES: expected a JSON list of copies, got nothing");
            assertThat(etl.ends(LONG)).isTrue();
        }
    }

    private static Function start(Map<String, String> environment, String... options) throws Exception {
        return Function.start("etl", HANDLER, environment, folder, options);
    }

    private static Map<String, String> environment(String model, String options) throws Exception {
        Map<String, String> environment = new HashMap<>(servers.environment(JSON.std.asString(List.of(Map.of(
                "model",
                model,
                "major",
                1,
                "table",
                model.replace('-', '_'),
                "mode",
                "replace",
                "fields",
                List.of("id", "value"))))));
        environment.put("SLIPWAY_ANALYTICS_URL", url(servers.analyticsPort(), options));
        environment.put("SLIPWAY_APPLICATION_URL", url(servers.applicationPort(), options));
        return environment;
    }

    private static String url(int port, String options) {
        return "jdbc:postgresql://localhost:" + port + "/postgres" + options;
    }

    private static String trusted() {
        return "?sslmode=verify-full&sslrootcert=" + tls.authority();
    }
}
