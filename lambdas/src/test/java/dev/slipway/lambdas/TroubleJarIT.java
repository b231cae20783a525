package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.job.AwsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * What Lambda sees of the ledger, the provisioner and the watch when a server is away, time is over or memory is used
 * up; {@link EtlJarIT} has the same of copies.
 */
@EnabledIfSystemProperty(named = "slipway.jars", matches = ".+", disabledReason = "the jars are not packaged yet")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TroubleJarIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int LAST = Integer.MAX_VALUE;
    private static final String PASSWORD = "the administrator's password";

    @TempDir
    private static Path folder;

    private static AwsServer aws;
    private static CompletableFuture<Answer> ledgerAway;
    private static CompletableFuture<Answer> provisionerAway;

    /** Both wait a minute for a database that may resume; meanwhile the other tests run. */
    @BeforeAll
    static void start() throws Exception {
        aws = AwsServer.start();
        secret("small", PASSWORD);
        int nobody = closed();
        ledgerAway = CompletableFuture.supplyAsync(() -> ended("ledger", nobody, aws.endpoint(), LONG));
        provisionerAway = CompletableFuture.supplyAsync(() -> ended("provisioner", nobody, aws.endpoint(), LONG));
    }

    @AfterAll
    static void stop() {
        if (aws != null) {
            aws.close();
        }
    }

    @Test
    @Order(LAST)
    void shouldTellPeopleThatTheDatabaseIsAway() throws Exception {
        Answer answer = ledgerAway.get();

        assertThat(answer.errorType()).as(answer.body()).isNull();
        assertThat(JSON.std.mapFrom(answer.body()).get("error").toString())
                .startsWith("{code=try-again, exitCode=75, message=")
                .contains("the server is away");
    }

    @Test
    @Order(LAST)
    void shouldFailTheDeploymentWhereADatabaseIsAway() throws Exception {
        Answer answer = provisionerAway.get();

        assertThat(answer.errorType()).as(answer.body()).isEqualTo("java.lang.IllegalStateException");
        assertThat(answer.body()).contains("the server is away").doesNotContain(PASSWORD);
    }

    /** Then the alarm of its errors rings. */
    @Test
    void shouldFailWhereTheWatchReachesNobody() throws Exception {
        Answer answer = ended("watch", 0, "http://localhost:" + closed(), LONG);

        assertThat(answer.errorType())
                .as(answer.body())
                .isEqualTo("software.amazon.awssdk.core.exception.SdkClientException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "provisioner", "watch"})
    void shouldBeEndedAtItsDeadlineWhereAServerIsSilent(String name) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            int port = silent.getLocalPort();
            String services = name.equals("watch") ? "http://localhost:" + port : aws.endpoint();

            assertThat(ended(name, port, services, Duration.ofSeconds(4)).errorType())
                    .isEqualTo("Sandbox.Timedout");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"provisioner", "watch"})
    void shouldEndWhenThereIsNoMemoryLeft(String name) throws Exception {
        String text = "x".repeat(60_000_000);
        if (name.equals("provisioner")) {
            secret("large", text);
        } else {
            aws.bucket("artifacts");
            aws.put("artifacts", "runs/audience-forecast/8745a7a9-c340-456a-9166-edf953571bEX/run.json", text);
        }
        try (Function function = function(name, 0, aws.endpoint(), "-Xmx48m")) {
            Answer answer = function.invoke(event(name, 0, "large"), LONG);

            assertThat(answer.errorType()).as(answer.body() + function.log()).contains("OutOfMemoryError");
            assertThat(function.ends(LONG)).as("Lambda starts a new one").isTrue();
        }
    }

    /** The driver gives back the memory of a result for which there is no room, and the function can go on. */
    @Test
    void shouldTellPeopleThatAnAnswerIsLargerThanTheMemory() throws Exception {
        Servers servers = Servers.shared();
        servers.publish("any", "large", folder, "a,1");
        servers.analytics("UPDATE predictions.attempts SET reason = repeat('x', 60000000)");
        try (Function ledger = function("ledger", servers.analyticsPort(), aws.endpoint(), "-Xmx48m")) {
            assertThat(ledger.invoke(event("ledger", 0, ""), LONG).body()).contains("Ran out of memory");
            assertThat(ledger.invoke("{\"action\": \"current\", \"model\": \"any\", \"major\": 2}", LONG)
                            .body())
                    .isEqualTo("{}");
        }
    }

    private static Answer ended(String name, int database, String services, Duration time) {
        try (Function function = function(name, database, services)) {
            Answer answer = function.invoke(event(name, database, "small"), time);
            assertThat(function.log()).doesNotContain(PASSWORD);
            assertThat(function.isAlive())
                    .as("after %s, having said %s", answer, function.log())
                    .isEqualTo(time.equals(LONG));
            return answer;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Function function(String name, int database, String services, String... options) throws IOException {
        String handler = Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Handler";
        Map<String, String> environment = new HashMap<>(aws.environment());
        environment.put("AWS_ENDPOINT_URL", services);
        environment.put("SLIPWAY_ENVIRONMENT", "staging");
        environment.put("SLIPWAY_ANALYTICS_URL", url(database));
        environment.put("SLIPWAY_ANALYTICS_USER", "slipway_ledger");
        environment.put("SLIPWAY_ANALYTICS_PASSWORD", PASSWORD);
        environment.put("SLIPWAY_SCHEDULES", "[]");
        environment.put("SLIPWAY_ARTIFACTS", "s3://artifacts");
        environment.put("SLIPWAY_TOPIC", "arn:aws:sns:eu-central-1:123456789012:slipway-staging-alarms");
        return Function.start(name, "dev.slipway.lambdas." + handler, environment, folder, options);
    }

    private static String event(String name, int database, String secret) throws IOException {
        Map<String, Object> target = Map.of("url", url(database), "adminSecretArn", secret);
        return JSON.std.asString(
                switch (name) {
                    case "ledger" -> Map.of("action", "runs", "model", "any");
                    case "provisioner" ->
                        Map.of(
                                "RequestType",
                                "Create",
                                "ResourceProperties",
                                Map.of("analytics", target, "application", target, "parameters", "/slipway/staging"));
                    default -> Events.buildEnded("FAILED");
                });
    }

    private static String url(int port) {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    private static void secret(String name, String password) {
        try (SecretsManagerClient secrets = SecretsManagerClient.builder()
                .endpointOverride(URI.create(aws.endpoint()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            String text = "{\"username\": \"admin\", \"password\": \"" + password + "\"}";
            secrets.createSecret(create -> create.name(name).secretString(text));
        }
    }

    private static int closed() throws IOException {
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return nobody.getLocalPort();
        }
    }
}
