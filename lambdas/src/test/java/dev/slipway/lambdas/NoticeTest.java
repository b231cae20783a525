package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoticeTest {
    private static final String PLACE = "s3://kept/runs/audience-forecast/8745a7a9-c340-456a-9166-edf953571bEX/";
    private static final String LOG = "https://console.aws.amazon.com/cloudwatch/home#logEvent:group=x";

    @Test
    void shouldSayInOneLineWhatFailedAndThenWhatIsNeeded() {
        Notice notice = notice(
                "FAILED",
                Map.of(
                        "state", "failed",
                        "version", "1.0.0",
                        "asOf", "2026-11-20T06:00:00Z",
                        "step", "predict",
                        "exitCode", 65,
                        "reason", "predict ended with 65: 12 of 100 rows were rejected, at most 1 may be"));
        assertThat(notice.due()).isTrue();
        assertThat(notice.message()).isEqualTo("""
                FAILED audience-forecast 1.0.0 in staging: predict ended with 65 (bad data)

                Run: 8745a7a9-c340-456a-9166-edf953571bEX
                Step: predict
                As of: 2026-11-20T06:00:00Z
                Reason: predict ended with 65: 12 of 100 rows were rejected, at most 1 may be
                Log: https://console.aws.amazon.com/cloudwatch/home#logEvent:group=x
                Files: s3://kept/runs/audience-forecast/8745a7a9-c340-456a-9166-edf953571bEX/

                What to do: Look at rejects.csv and report.json, mend the input, start the run again.""");
    }

    @Test
    void shouldTellWhatCodeBuildSawWhereTheRunLeftNothing() {
        Notice notice = notice("FAILED", Map.of());
        assertThat(notice.headline())
                .isEqualTo("FAILED audience-forecast 1.0.0 in staging: the run ended with 78 (bad configuration)");
        assertThat(notice.message())
                .contains("Reason: BUILD: COMMAND_EXECUTION_ERROR: Error while executing command: java -jar"
                        + " slipway-job.jar run. Reason: exit status 78")
                .contains("Mend what the reason names, in environments/staging.yaml")
                .doesNotContain("Files:", "null");
    }

    @Test
    void shouldTellAHeldRunAndNoOtherThatSucceeded() {
        Notice held = notice("SUCCEEDED", Map.of("state", "held", "heldReason", "it has 5 rows, minRows is 1000"));
        assertThat(held.due()).isTrue();
        assertThat(held.headline()).isEqualTo("HELD audience-forecast 1.0.0 in staging: published, but not current");
        assertThat(held.message()).contains("Reason: it has 5 rows", "Readers still see the run before");
        assertThat(notice("SUCCEEDED", Map.of("state", "published")).due()).isFalse();
    }

    @Test
    void shouldTellATimeoutAndAStop() {
        assertThat(plain("TIMED_OUT").headline())
                .isEqualTo("TIMED OUT audience-forecast in staging: the build took longer than it may");
        assertThat(plain("STOPPED").headline())
                .isEqualTo("STOPPED audience-forecast in staging: the build was stopped");
        assertThat(plain("FAULT").message())
                .contains("CodeBuild itself did not get so far")
                .doesNotContain("null");
    }

    @Test
    void shouldFitTheSubjectOfAMail() {
        Map<String, Object> facts = new HashMap<>(Map.of("exitCode", 70, "step", "predict", "version", "1.0.0"));
        facts.put("version", "1.0.0-" + "long".repeat(20) + "ü");
        Notice notice = notice("FAILED", facts);
        assertThat(notice.subject()).hasSize(100).endsWith("...").matches("[ -~]*");
        assertThat(notice("FAILED", Map.of()).subject())
                .isEqualTo(notice("FAILED", Map.of()).headline());
    }

    @Test
    void shouldCutAReasonThatWouldFillTheScreen() {
        Notice notice = notice("FAILED", Map.of("exitCode", 70, "reason", "x".repeat(5000)));
        assertThat(notice.message().length()).isLessThan(1500);
    }

    private static Notice notice(String status, Map<String, Object> facts) {
        return new Notice(EndedBuild.of(Events.buildEnded(status), "staging").orElseThrow(), "staging", facts, PLACE);
    }

    private static Notice plain(String status) {
        EndedBuild build = new EndedBuild(status, "audience-forecast", "r-1", null, LOG, null);
        return new Notice(build, "staging", Map.of(), PLACE);
    }

    @Test
    void shouldNotTakeAnotherEnvironmentsBuildForItsOwn() {
        assertThat(EndedBuild.of(Events.buildEnded("FAILED"), "prod")
                        .orElseThrow()
                        .model())
                .isNull();
        assertThat(EndedBuild.of(Events.scheduled(), "staging")).isEmpty();
        assertThat(EndedBuild.of(Map.of("source", "aws.codebuild", "detail", List.of()), "staging"))
                .isEmpty();
    }
}
