package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.JobProcess.Ended;
import dev.slipway.job.artifacts.ArtifactStore;
import dev.slipway.predictions.ChangeFiles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job as a process, its S3 the one that the SDK's own variables name. */
class S3IT {
    /** How this JVM's own SDK is led to a server. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "AWS_ENDPOINT_URL", "aws.endpointUrl",
            "AWS_REGION", "aws.region",
            "AWS_ACCESS_KEY_ID", "aws.accessKeyId",
            "AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey");

    private static AwsServer s3;

    @TempDir
    Path folder;

    private JobCase run;

    @BeforeAll
    static void startS3() throws Exception {
        s3 = AwsServer.start();
        s3.bucket("feeds");
    }

    @AfterAll
    static void stopS3() {
        if (s3 != null) {
            s3.close();
        }
    }

    @BeforeEach
    void prepare() {
        run = new JobCase(folder, TestImages.java(folder.resolve("image")));
        s3.environment().forEach(run::variable);
    }

    @Test
    void shouldReadOneObjectAndKeepArtifacts() throws Exception {
        s3.put("feeds", "one/day 1.csv", JobCase.HEADER + "a,2026-11-01,1,,\nb,2026-11-01,2,,\n");
        s3.bucket("kept");
        run.set("INPUT", "s3://feeds/one/day 1.csv").set("ARTIFACTS", "s3://kept/staging");
        Ended ended = JobProcess.start(run.environment(), "run").await();
        assertThat(ended.output()).contains("2 rows read, 2 predicted");
        assertThat(ended.status()).isZero();
        String runs = "staging/runs/doubling/" + run.runId + "/";
        assertThat(s3.keys("kept").stream().filter(key -> key.startsWith(runs)))
                .containsExactly(
                        runs + "_SUCCESS",
                        runs + "predictions.csv",
                        runs + "rejects.csv",
                        runs + "report.json",
                        runs + "run.json");
        assertThat(s3.get("kept", runs + "predictions.csv"))
                .isEqualTo("id,day,score\na,2026-11-01,2.0\nb,2026-11-01,4.0\n");
        assertThat(s3.get("kept", runs + "run.json")).contains("\"state\" : \"published\"");
        String current = Analytics.shared()
                .rows("SELECT lpad(max(seq)::text, 10, '0') FROM predictions.current_changes WHERE model = 'doubling'")
                .get(0);
        assertThat(s3.get("kept", "staging/changes/doubling/v1/" + current + ".json"))
                .contains("\"runId\":\"" + run.runId + "\"", "\"reason\":\"published\"");
    }

    @Test
    void shouldLeaveAChangeThatIsThereAsItIs() {
        s3.bucket("changed");
        s3.environment().forEach((name, value) -> System.setProperty(PROPERTIES.get(name), value));
        try {
            ChangeFiles.Place place = ArtifactStore.changes("s3://changed/staging");
            assertThat(place.list("changes/a/v1/")).isEmpty();
            place.add("changes/a/v1/0000000001.json", "first");
            place.add("changes/a/v1/0000000001.json", "second");
            assertThat(place.list("changes/a/v1/")).containsExactly("changes/a/v1/0000000001.json");
            assertThat(s3.get("changed", "staging/changes/a/v1/0000000001.json"))
                    .isEqualTo("first");
        } finally {
            PROPERTIES.values().forEach(System::clearProperty);
        }
    }

    @Test
    void shouldEndAsBadDataWhenNothingIsThere() throws Exception {
        fails("s3://feeds/{asOf}/", 65, "expected objects that end in .csv under s3://feeds/2026-11-20/, found none");
    }

    @Test
    void shouldTryAgainWhenS3IsAway() throws Exception {
        run.variable("AWS_ENDPOINT_URL", "http://localhost:1").variable("AWS_MAX_ATTEMPTS", "1");
        fails("s3://feeds/a/", 75, "s3://feeds/a/: S3 cannot be reached or failed");
    }

    private void fails(String input, int status, String message) throws Exception {
        Ended ended =
                JobProcess.start(run.set("INPUT", input).environment(), "run").await();
        assertThat(ended.output()).contains(message);
        assertThat(ended.status()).isEqualTo(status);
        assertThat(Analytics.shared().attempts(run.runId).get(0)).startsWith("failed|" + status + "|");
    }
}
