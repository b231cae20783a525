package dev.slipway.desk.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.desk.Build;
import dev.slipway.desk.Build.Status;
import dev.slipway.desk.Deployed;
import dev.slipway.desk.Desk;
import dev.slipway.desk.RunLogs.Line;
import dev.slipway.desk.RunLogs.Page;
import dev.slipway.desk.RunRequest;
import dev.slipway.desk.fake.BuildScript;
import dev.slipway.desk.fake.FakeCloud;
import dev.slipway.desk.fake.Fault;
import dev.slipway.inference.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CodeBuild's projects and builds, and their logs. */
class CloudJobsIT {
    private static final ModelName CHURN = Staging.CHURN;
    private static final ModelName OTHER = new ModelName("other");
    private static final String PROJECT = "slipway-staging-churn";

    private FakeCloud cloud;
    private Desk desk;

    @BeforeEach
    void open() {
        cloud = new FakeCloud();
        desk = Staging.desk("churn", "other");
        Staging.deploy(cloud, CHURN, "1.4.2");
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void shouldTellWhatIsDeployedAndLeaveOutWhatIsNot() {
        Map<ModelName, Deployed> deployed = desk.jobs().deployed(List.of(CHURN, OTHER));

        assertThat(deployed).containsOnlyKeys(CHURN);
        assertThat(deployed.get(CHURN))
                .returns("s3://artifacts", Deployed::artifacts)
                .returns("111111111111.dkr.ecr.eu-central-1.amazonaws.com/slipway/churn", Deployed::image)
                .returns(Instant.parse("2026-11-20T06:00:00Z"), Deployed::changed)
                .extracting(Deployed::version)
                .hasToString("1.4.2");
        assertThat(deployed.get(CHURN).variables())
                .containsEntry("SLIPWAY_ANALYTICS_PASSWORD", "/slipway/staging/analytics/job/password");
    }

    @Test
    void shouldAskForMoreModelsThanOneCallTakes() {
        List<ModelName> models = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            models.add(new ModelName("model-" + i));
            Staging.deploy(cloud, models.get(i), "1.0.0");
        }

        assertThat(desk.jobs().deployed(models)).hasSize(150);
        assertThat(cloud.calls()).containsExactly("BatchGetProjects", "BatchGetProjects");
    }

    @Test
    void shouldStartARunWithWhatAPersonSetsOtherwise() {
        List<Map<String, String>> seen = new ArrayList<>();
        cloud.codeBuild()
                .deploy(PROJECT, "/log", Staging.variables(CHURN, "1.4.2"))
                .next(BuildScript.beginning().phase("BUILD", Duration.ofSeconds(5), List.of(), variables -> {
                    seen.add(variables);
                    return null;
                }));

        Build build = desk.jobs()
                .start(
                        CHURN,
                        new RunRequest(
                                Map.of("HORIZON_DAYS", "7"),
                                Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                                Optional.of("s3://mine/")));
        assertThat(build)
                .returns(Status.IN_PROGRESS, Build::status)
                .returns("1.4.2", Build::version)
                .returns("ann", Build::startedBy)
                .returns(Optional.empty(), Build::ended);
        end(build.runId());

        assertThat(seen).singleElement().satisfies(variables -> assertThat(variables)
                .containsEntry("SLIPWAY_VARIABLE_HORIZON_DAYS", "7")
                .containsEntry("SLIPWAY_AS_OF", "2026-11-01T00:00:00Z")
                .containsEntry("SLIPWAY_INPUT", "s3://mine/")
                .containsEntry("SLIPWAY_VERSION", "1.4.2")
                .containsEntry("CODEBUILD_BUILD_ID", PROJECT + ":" + build.runId()));
    }

    @Test
    void shouldStartOneBuildThoughItsAnswerIsLost() {
        cloud.faults().next("StartBuild", Fault.cut());

        Build build = desk.jobs().start(CHURN, RunRequest.DEFAULT);

        assertThat(cloud.calls()).containsExactly("StartBuild", "StartBuild");
        assertThat(desk.jobs().latest(CHURN, 10)).extracting(Build::runId).containsExactly(build.runId());
    }

    @Test
    void shouldSayThatAModelIsNotDeployed() {
        assertThatThrownBy(() -> desk.jobs().start(OTHER, RunRequest.DEFAULT))
                .hasMessage("staging's CodeBuild (eu-central-1), asked to start slipway-staging-other, answers"
                        + " ResourceNotFoundException: Project cannot be found: slipway-staging-other;"
                        + " slipway-staging-other is not deployed, 'cdk deploy' of the stage staging makes it; 'slipway doctor -e staging' tells whether these credentials"
                        + " are its account's");
        assertThat(desk.jobs().latest(OTHER, 5)).isEmpty();
    }

    @Test
    void shouldTellPhasesAndWhyABuildFailed() {
        cloud.codeBuild()
                .deploy(PROJECT, "/log", Staging.variables(CHURN, "1.4.2"))
                .next(BuildScript.beginning()
                        .phase(
                                "BUILD",
                                Duration.ofSeconds(12),
                                List.of(),
                                variables -> "Error while executing command: java -jar slipway-job.jar run. Reason:"
                                        + " exit status 65"));

        Build build = end(desk.jobs().start(CHURN, RunRequest.DEFAULT).runId());

        assertThat(build).returns(Status.FAILED, Build::status).returns("COMPLETED", Build::phase);
        assertThat(build.ended()).contains(Instant.parse("2026-11-20T06:00:33Z"));
        assertThat(build.phases())
                .extracting(Build.Phase::name)
                .containsExactly("SUBMITTED", "PROVISIONING", "INSTALL", "BUILD", "COMPLETED");
        assertThat(build.phases().get(3))
                .isEqualTo(new Build.Phase(
                        "BUILD",
                        Status.FAILED,
                        12L,
                        "Error while executing command: java -jar slipway-job.jar run. Reason: exit status 65"));
        assertThat(build.phases().get(4).status()).isNull();
    }

    @Test
    void shouldStopARunThatGoesOn() {
        Build build = desk.jobs().start(CHURN, RunRequest.DEFAULT);

        desk.jobs().stop(CHURN, build.runId());

        assertThat(desk.jobs().build(CHURN, build.runId()))
                .get()
                .extracting(Build::status)
                .isEqualTo(Status.STOPPED);
        assertThat(desk.jobs().build(CHURN, "00000000-0000-4000-8000-999999999999"))
                .isEmpty();
    }

    @Test
    void shouldTellTheLatestBuildsOverPages() {
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            started.add(0, cloud.codeBuild().runNow(PROJECT, Map.of()));
        }

        assertThat(desk.jobs().latest(CHURN, 3))
                .extracting(Build::runId)
                .containsExactlyElementsOf(started.subList(0, 3));
        assertThat(desk.jobs().latest(CHURN, 100)).extracting(Build::runId).containsExactlyElementsOf(started);
    }

    @Test
    void shouldFollowTheLogToItsEnd() {
        assertThat(desk.logs().read(CHURN, "run-1", null)).as("no line yet").isEqualTo(new Page(List.of(), null));
        for (int i = 1; i <= 4; i++) {
            cloud.logs().print("/slipway/staging/runs/churn", "run-1", "line " + i);
        }

        List<Line> lines = new ArrayList<>();
        String next = desk.logs().readAll(CHURN, "run-1", null, lines::add);
        String same = desk.logs().readAll(CHURN, "run-1", next, lines::add);
        cloud.logs().print("/slipway/staging/runs/churn", "run-1", "line 5");
        desk.logs().readAll(CHURN, "run-1", same, lines::add);

        assertThat(lines)
                .as("beyond a page that is empty, and no line twice")
                .extracting(Line::text)
                .containsExactly("line 1", "line 2", "line 3", "line 4", "line 5");
        assertThat(lines.get(3).at()).isEqualTo(Instant.parse("2026-11-20T06:00:00Z"));
    }

    private Build end(String runId) {
        Build build = desk.jobs().build(CHURN, runId).orElseThrow();
        while (!build.status().isFinal()) {
            build = desk.jobs().build(CHURN, runId).orElseThrow();
        }
        return build;
    }
}
