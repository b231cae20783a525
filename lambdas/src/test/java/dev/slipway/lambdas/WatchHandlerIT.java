package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The watch with S3 and SNS as moto has them, and CodeBuild as this folder has it. */
class WatchHandlerIT {
    private static final String RUN = "8745a7a9-c340-456a-9166-edf953571bEX";
    private static final String RUN_JSON = "staging/runs/audience-forecast/" + RUN + "/run.json";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final BlockingQueue<Map<String, Object>> INBOX = new LinkedBlockingQueue<>();
    private static Moto aws;
    private static HttpServer inbox;
    private static CodeBuildServer codeBuild;
    private static String topic;

    @BeforeAll
    static void start() throws Exception {
        aws = Moto.start();
        inbox = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inbox.createContext("/", exchange -> {
            INBOX.add(JSON.std.mapFrom(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        inbox.start();
        try (SnsClient sns = SnsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            topic = sns.createTopic(create -> create.name("slipway-staging-alarms"))
                    .topicArn();
            sns.subscribe(subscribe -> subscribe
                    .topicArn(topic)
                    .protocol("http")
                    .endpoint("http://localhost:" + inbox.getAddress().getPort() + "/"));
        }
        codeBuild = new CodeBuildServer();
    }

    @AfterAll
    static void stop() {
        if (aws != null) {
            codeBuild.close();
            inbox.stop(0);
            aws.close();
        }
    }

    @BeforeEach
    void empty() {
        INBOX.removeIf(message -> !"Notification".equals(message.get("Type")));
        assertThat(INBOX).isEmpty();
    }

    @Test
    void shouldTellPeopleWhatARunFailedOf() throws Exception {
        aws.put("failed", RUN_JSON, """
                {"state": "failed", "version": "1.0.0", "asOf": "2026-11-20T06:00:00Z", "step": "predict",
                 "exitCode": 65, "reason": "12 of 100 rows were rejected"}""");
        assertThat(watch("s3://failed/staging").handleRequest(Events.buildEnded("FAILED"), null))
                .isEqualTo(Map.of("notified", true));
        Map<String, Object> notice = INBOX.poll(10, TimeUnit.SECONDS);
        assertThat(notice)
                .containsEntry(
                        "Subject", "FAILED audience-forecast 1.0.0 in staging: predict ended with 65 (bad data)");
        assertThat(notice.get("Message").toString())
                .startsWith(
                        "FAILED audience-forecast 1.0.0 in staging: predict ended with 65 (bad data)\n\nRun: " + RUN)
                .contains("\nReason: 12 of 100 rows were rejected\n")
                .contains("\nLog: https://console.aws.amazon.com/")
                .contains("\nFiles: s3://failed/staging/runs/audience-forecast/" + RUN + "/\n");
    }

    @Test
    void shouldTellAHeldRunAndKeepQuietAboutOneThatWentWell() throws Exception {
        aws.put("held", RUN_JSON.replace("staging/", ""), "{\"state\": \"held\", \"heldReason\": \"5 rows\"}");
        assertThat(watch("s3://held").handleRequest(Events.buildSucceeded(), null))
                .isEqualTo(Map.of("notified", true));
        assertThat(INBOX.poll(10, TimeUnit.SECONDS).get("Subject").toString())
                .startsWith("HELD audience-forecast 1.0.0");

        aws.put("held", RUN_JSON.replace("staging/", ""), "{\"state\": \"published\"}");
        assertThat(Stdout.json(() -> assertThat(watch("s3://held").handleRequest(Events.buildSucceeded(), null))
                        .isEqualTo(Map.of("notified", false))))
                .isEmpty();
        assertThat(INBOX).isEmpty();
    }

    @Test
    void shouldTellAFailureThoughNothingCanBeReadOfIt() throws Exception {
        aws.put("empty", "other", "");
        watch("s3://empty").handleRequest(Events.buildEnded("FAILED"), null);
        assertThat(INBOX.poll(10, TimeUnit.SECONDS).get("Subject").toString())
                .endsWith("the run ended with 78 (bad configuration)");
        watch("s3://there-is-no-such-bucket").handleRequest(Events.buildEnded("TIMED_OUT"), null);
        assertThat(INBOX.poll(10, TimeUnit.SECONDS).get("Message").toString())
                .startsWith("TIMED OUT audience-forecast")
                .contains("run.json cannot be read: ");
    }

    /** CodeBuild's own figure of failed builds knows neither a fault of its own nor a build that was stopped. */
    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "FAULT", "STOPPED", "TIMED_OUT"})
    void shouldCountARunThatEndedBadlyHowever(String status) throws Exception {
        aws.put("badly", "other", "");

        List<Map<String, Object>> figures =
                Stdout.json(() -> watch("s3://badly").handleRequest(Events.buildEnded(status), null));

        assertThat(figures).singleElement().satisfies(event -> assertThat(event)
                .containsEntry("Model", "audience-forecast")
                .containsEntry("EndedBadly", 1)
                .containsEntry("status", status)
                .containsEntry("runId", RUN));
        assertThat(INBOX.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void shouldFailWhereNobodyCanBeToldSoThatLambdaTriesAgain() {
        aws.put("lost", "other", "");
        Map<String, String> environment = environment("s3://lost");
        environment.put("SLIPWAY_TOPIC", topic.replace("alarms", "nowhere"));
        WatchHandler watch = new WatchHandler(environment, Optional.of(codeBuild.address()), () -> NOW);
        assertThatThrownBy(() -> watch.handleRequest(Events.buildEnded("FAILED"), null))
                .hasMessageContaining("does not exist");
    }

    @Test
    void shouldLeaveAnotherEnvironmentsBuildsToItsOwnWatch() {
        Map<String, String> environment = environment("s3://empty");
        environment.put("SLIPWAY_ENVIRONMENT", "prod");
        WatchHandler watch = new WatchHandler(environment, Optional.of(codeBuild.address()), () -> NOW);
        assertThat(watch.handleRequest(Events.buildEnded("FAILED"), null)).isEqualTo(Map.of("notified", false));
    }

    @Test
    void shouldCountEachModelAsOverdueOrNotEveryHour() throws Exception {
        codeBuild
                .project("slipway-staging-late", "2026-01-01T00:00:00Z")
                .project("slipway-staging-good", "2026-01-01T00:00:00Z")
                .build("slipway-staging-good", "SUCCEEDED", "2026-11-20T05:00:30Z");
        Map<String, String> environment = environment("s3://empty");
        environment.put("SLIPWAY_SCHEDULES", "[" + schedule("good") + "," + schedule("late") + "]");
        WatchHandler watch = new WatchHandler(environment, Optional.of(codeBuild.address()), () -> NOW);

        List<Map<String, Object>> figures = Stdout.json(() -> assertThat(watch.handleRequest(Events.scheduled(), null))
                .isEqualTo(Map.of("overdue", Map.of("late", "2026-11-20T05:00:00Z"))));

        assertThat(figures)
                .extracting(event -> event.get("Model"), event -> event.get("Overdue"), event -> event.get("due"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("good", 0, null),
                        org.assertj.core.groups.Tuple.tuple("late", 1, "2026-11-20T05:00:00Z"));
    }

    @Test
    void shouldLookAtTheOtherModelsWhereOneCannotBeLookedAt() throws Exception {
        codeBuild.project("slipway-staging-known", "2026-01-01T00:00:00Z");
        Map<String, String> environment = environment("s3://empty");
        environment.put("SLIPWAY_SCHEDULES", "[" + schedule("unknown") + "," + schedule("known") + "]");
        WatchHandler watch = new WatchHandler(environment, Optional.of(codeBuild.address()), () -> NOW);

        List<Map<String, Object>> figures =
                Stdout.json(() -> assertThatThrownBy(() -> watch.handleRequest(Events.scheduled(), null))
                        .hasMessageContaining("slipway-staging-unknown: no such project"));

        assertThat(figures)
                .singleElement()
                .extracting(event -> event.get("Model"))
                .isEqualTo("known");
    }

    @Test
    void shouldListEverythingThatIsWrongWithItsSettings() {
        assertThatThrownBy(() -> new WatchHandler(Map.of(
                        "SLIPWAY_ARTIFACTS",
                        "bucket",
                        "SLIPWAY_SCHEDULES",
                        "[" + schedule("a").replace("0 6", "99 6") + ",{\"model\":\"b\"}]")))
                .hasMessageStartingWith("the function is not set up: SLIPWAY_ENVIRONMENT: missing; ")
                .hasMessageContaining("SLIPWAY_SCHEDULES[0]: expected the six fields")
                .hasMessageContaining("SLIPWAY_SCHEDULES[1]: project: missing")
                .hasMessageContaining("SLIPWAY_TOPIC: missing")
                .hasMessageContaining("SLIPWAY_ARTIFACTS: expected s3://bucket or s3://bucket/prefix, got bucket");
    }

    private static String schedule(String model) {
        return "{\"model\":\"" + model + "\",\"project\":\"slipway-staging-" + model
                + "\",\"cron\":\"0 6 * * ? *\",\"timezone\":\"Europe/Berlin\",\"timeoutMinutes\":120}";
    }

    private static WatchHandler watch(String artifacts) {
        return new WatchHandler(environment(artifacts), Optional.of(codeBuild.address()), () -> NOW);
    }

    private static Map<String, String> environment(String artifacts) {
        return new HashMap<>(Map.of(
                "SLIPWAY_ENVIRONMENT",
                "staging",
                "SLIPWAY_SCHEDULES",
                "[]",
                "SLIPWAY_ARTIFACTS",
                artifacts,
                "SLIPWAY_TOPIC",
                topic));
    }
}
