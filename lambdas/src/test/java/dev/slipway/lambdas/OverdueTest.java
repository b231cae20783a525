package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ModelName;
import dev.slipway.lambdas.WatchSettings.Scheduled;
import dev.slipway.releases.Cron;
import dev.slipway.releases.Schedule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;

/** A model due at 6 o'clock in Berlin (5 o'clock UTC) that may take two hours, and half an hour more. */
class OverdueTest {
    private static final String PROJECT = "slipway-staging-audience";
    private static final Scheduled DAILY = new Scheduled(
            new ModelName("audience"),
            PROJECT,
            new Schedule(Cron.parse("0 6 * * ? *"), ZoneId.of("Europe/Berlin")),
            Duration.ofHours(2));

    private CodeBuildServer server;
    private CodeBuildClient client;

    @BeforeEach
    void start() throws IOException {
        server = new CodeBuildServer().project(PROJECT, "2026-01-01T00:00:00Z");
        client = CodeBuildClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(server.address())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void shouldBeContentWithABuildThatSucceededSinceTheRunWasDue() {
        server.build(PROJECT, "SUCCEEDED", "2026-11-20T05:00:20Z");
        assertThat(overdueAt("2026-11-20T12:00:00Z")).isNull();
    }

    @Test
    void shouldMissARunThatNeverBegan() {
        server.build(PROJECT, "SUCCEEDED", "2026-11-19T05:00:20Z");
        assertThat(overdueAt("2026-11-20T12:00:00Z")).isEqualTo("2026-11-20T05:00:00Z");
    }

    @Test
    void shouldNotTakeAFailedOrARunningBuildForOneThatSucceeded() {
        server.build(PROJECT, "SUCCEEDED", "2026-11-19T05:00:20Z")
                .build(PROJECT, "FAILED", "2026-11-20T05:00:20Z")
                .build(PROJECT, "IN_PROGRESS", "2026-11-20T06:00:00Z");
        assertThat(overdueAt("2026-11-20T12:00:00Z")).isEqualTo("2026-11-20T05:00:00Z");
    }

    @Test
    void shouldTakeABuildByHandAndFindItOnALaterPage() {
        server.build(PROJECT, "SUCCEEDED", "2026-11-20T06:10:00Z")
                .build(PROJECT, "FAILED", "2026-11-20T07:00:00Z")
                .build(PROJECT, "FAILED", "2026-11-20T08:00:00Z")
                .build(PROJECT, "FAILED", "2026-11-20T09:00:00Z");
        assertThat(overdueAt("2026-11-20T12:00:00Z")).isNull();
        assertThat(server.calls()).filteredOn("ListBuildsForProject"::equals).hasSize(2);
    }

    @Test
    void shouldGiveARunItsTimeAndHalfAnHour() {
        server.build(PROJECT, "SUCCEEDED", "2026-11-19T05:00:20Z");
        assertThat(overdueAt("2026-11-20T07:29:59Z")).isNull();
        assertThat(overdueAt("2026-11-20T07:30:00Z")).isEqualTo("2026-11-20T05:00:00Z");
    }

    @Test
    void shouldNotAskAProjectForRunsFromBeforeItWasMade() {
        server.project(PROJECT, "2026-11-20T09:00:00Z");
        assertThat(overdueAt("2026-11-20T12:00:00Z")).isNull();
        assertThat(overdueAt("2026-11-21T12:00:00Z")).isEqualTo("2026-11-21T05:00:00Z");
    }

    private String overdueAt(String now) {
        return new Overdue(client)
                .of(DAILY, Instant.parse(now))
                .map(Instant::toString)
                .orElse(null);
    }
}
