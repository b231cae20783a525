package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.job.JobProcess.Ended;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/** What CloudWatch Logs is told of a run. */
class MetricsIT {
    private static final String GROUP = "/slipway/staging/metrics";
    private static AwsServer aws;
    private static CloudWatchLogsClient logs;

    @TempDir
    Path folder;

    private JobCase run;

    @BeforeAll
    static void startAws() throws Exception {
        aws = AwsServer.start();
        logs = CloudWatchLogsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(URI.create(aws.endpoint()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
        logs.createLogGroup(create -> create.logGroupName(GROUP));
    }

    @AfterAll
    static void stopAws() {
        if (aws != null) {
            logs.close();
            aws.close();
        }
    }

    @BeforeEach
    void prepare() {
        run = prepared("image", TestImages.java(folder.resolve("image")));
    }

    private JobCase prepared(String name, Path image) {
        JobCase prepared = new JobCase(folder.resolve("run-of-" + name), image)
                .set("METRICS", GROUP)
                .set("ENVIRONMENT", "staging")
                .set("RATE", "0.6");
        aws.environment().forEach(prepared::variable);
        return prepared;
    }

    @Test
    void shouldPutOneEventOfARunThatWentWell() throws Exception {
        run.set("REJECTS", "50%").input("a,2026-11-01,1,,\nb,2026-11-01,2,,\nc,never,2,,\nd,2026-11-01,4,,\n");
        Ended ended = start(run);
        assertThat(ended.status()).as(ended.output()).isZero();
        Map<String, Object> event = only(run);
        assertThat(event)
                .containsEntry("Environment", "staging")
                .containsEntry("Model", "doubling")
                .containsEntry("Succeeded", 1)
                .containsEntry("Failed", 0)
                .containsEntry("Held", 0)
                .containsEntry("Rows", 3)
                .containsEntry("RowsRead", 4)
                .containsEntry("Rejects", 1)
                .containsEntry("RejectShare", 0.25)
                .containsEntry("runId", run.runId)
                .containsEntry("version", "1.2.3")
                .containsEntry("exitCode", 0)
                .doesNotContainKeys("step", "reason");
        double seconds = ((Number) event.get("DurationSeconds")).doubleValue();
        assertThat(((Number) event.get("EstimatedCost")).doubleValue()).isCloseTo(seconds / 100, Offset.offset(1e-9));
        assertThat(event.get("_aws").toString())
                .contains("Namespace=Slipway", "Dimensions=[[Environment, Model]]", "Name=EstimatedCost");
    }

    @Test
    void shouldTellTheStepAndTheReasonOfARunThatFailed() throws Exception {
        JobCase failing = prepared("failing", TestImages.shell(folder.resolve("failing"), "exit 70\n"));
        assertThat(start(failing).status()).isEqualTo(70);
        assertThat(only(failing))
                .containsEntry("Succeeded", 0)
                .containsEntry("Failed", 1)
                .containsEntry("step", "predict")
                .containsEntry("exitCode", 70)
                .doesNotContainKeys("Rows", "Rejects")
                .extractingByKey("reason")
                .asString()
                .startsWith("predict ended with 70");
        assertThat(failing.facts()).containsEntry("step", "predict");
    }

    @Test
    void shouldTellHowManyRowsWereRejectedWhereTheyWereTooMany() throws Exception {
        run.set("REJECTS", "1").input("a,2026-11-01,1,,\nb,never,2,,\nc,never,2,,\nd,2026-11-01,4,,\n");
        assertThat(start(run).status()).isEqualTo(65);
        assertThat(only(run))
                .containsEntry("Failed", 1)
                .containsEntry("exitCode", 65)
                .containsEntry("RowsRead", 4)
                .containsEntry("Rejects", 2)
                .containsEntry("RejectShare", 0.5)
                .doesNotContainKey("Rows");
    }

    @Test
    void shouldTellThatARunIsHeld() throws Exception {
        start(run.set("MIN_ROWS", "1000"));
        assertThat(only(run)).containsEntry("Succeeded", 1).containsEntry("Held", 1);
    }

    @Test
    void shouldOnlyWarnWhereNobodyTakesTheFigures() throws Exception {
        Ended ended = start(run.set("METRICS", "/slipway/nowhere"));
        assertThat(ended.output())
                .contains("how the run ended could not be recorded in the metrics: ", "log group does not exist");
        assertThat(ended.status()).isZero();
        assertThat(run.facts()).containsEntry("state", "published");
    }

    @Test
    void shouldSendNothingWhereNobodyAsks() throws Exception {
        run.set("METRICS", null).variable("AWS_ENDPOINT_URL", "http://localhost:1");
        Ended ended = start(run);
        assertThat(ended.status()).isZero();
        assertThat(ended.output()).doesNotContain("metrics");
    }

    private static Ended start(JobCase run) throws Exception {
        return JobProcess.start(run.environment(), "run").await();
    }

    private static Map<String, Object> only(JobCase run) throws Exception {
        List<Map<String, Object>> events = new ArrayList<>();
        for (OutputLogEvent event : logs.getLogEvents(
                        get -> get.logGroupName(GROUP).logStreamName(run.runId).startFromHead(true))
                .events()) {
            events.add(JSON.std.mapFrom(event.message()));
        }
        assertThat(events).hasSize(1);
        return events.get(0);
    }
}
