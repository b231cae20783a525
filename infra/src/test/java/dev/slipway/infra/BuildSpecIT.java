package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.infra.CodeBuildMachine.Build;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds of dev's own project, as the template has it: the buildspec, the variables, the source. */
class BuildSpecIT {
    private static final String PASSWORD = "/slipway/dev/analytics/job/password";
    private static final String AS_OF = "2026-11-20T06:00:00Z";

    @TempDir
    static Path folder;

    private static DevAccount account;
    private static CodeBuildProject project;
    private static CodeBuildMachine machine;

    @BeforeAll
    static void start() throws Exception {
        project = CodeBuildProject.read(
                Assembly.repository(), "Dev-Workload", "slipway-dev-audience-forecast", DevAccount.physical());
        account = new DevAccount(
                "audience-forecast",
                project.role(),
                RolePermissions.gateway(Assembly.repository(), "Dev-Storage", DevAccount.physical()),
                folder);
        account.store(PASSWORD, account.password);
        Path golden = Checkout.HOME.resolve("models/audience-forecast/golden.csv");
        account.aws.put("feeds-dev", "programmes/2026-11-20/day.csv", Files.readString(golden));
        account.aws.put("feeds-dev", "films/2026-11-20/day.csv", Files.readString(golden));
        machine = new CodeBuildMachine(
                folder.resolve("builds"), account::local, account::parameter, account.door.environment());
    }

    @AfterAll
    static void stop() throws Exception {
        if (account != null) {
            account.close();
        }
    }

    @Test
    void shouldPublishWhatTheImagePredicts() throws Exception {
        Build build = machine.run(project.with("SLIPWAY_AS_OF", AS_OF));

        assertThat(build.status()).as(build.log()).isZero();
        assertThat(build.log()).contains("running " + account.pushed.repository() + "@" + account.pushed.digest());
        List<String> predictions =
                account.artifact(build.uuid(), "predictions.csv").lines().toList();
        assertThat(predictions).hasSize(501);
        assertThat(account.analytics.rows(
                        "SELECT programme_id, air_date FROM predictions.audience_forecast_v1_current"))
                .containsExactlyInAnyOrderElementsOf(predictions.stream()
                        .skip(1)
                        .map(line -> line.split(",")[0] + "|" + line.split(",")[1])
                        .toList());
        assertThat(account.artifacts(build.uuid()))
                .extracting(key -> key.replaceFirst(".*/", ""))
                .containsExactlyInAnyOrder("_SUCCESS", "predictions.csv", "rejects.csv", "report.json", "run.json");
        assertThat(account.runFile(build.uuid()))
                .containsEntry("state", "published")
                .containsEntry("version", "1.0.0")
                .containsEntry("runId", build.uuid())
                .containsEntry("asOf", AS_OF)
                .containsEntry("imageDigest", account.pushed.digest());
        Map<String, Object> sealed = Template.mapping(
                JSON.std.mapFrom(account.artifact(build.uuid(), "_SUCCESS")).get("files"));
        assertThat(sealed.keySet()).containsExactlyInAnyOrder("predictions.csv", "rejects.csv", "report.json");
        for (Map.Entry<String, Object> file : sealed.entrySet()) {
            assertThat(Template.mapping(file.getValue()))
                    .containsEntry("sha256", sha256(account.artifact(build.uuid(), file.getKey())));
        }
        assertThat(account.changes())
                .as("what the desk reads instead of the database")
                .anySatisfy(change ->
                        assertThat(change).contains("\"runId\":\"" + build.uuid() + "\"", "\"reason\":\"published\""));
        assertThat(account.metrics(build.uuid()))
                .containsEntry("Environment", "dev")
                .containsEntry("Model", "audience-forecast")
                .containsEntry("Succeeded", 1)
                .containsEntry("Rows", 500)
                .containsKey("EstimatedCost");
        assertThat(account.shared().resolve("audience-forecast")).isDirectory();
        nowhereThePassword(build);
    }

    @Test
    void shouldFailWhereTheVersionIsNotInTheRegistry() throws Exception {
        Build build = machine.run(project.with("SLIPWAY_VERSION", "1.1.0").with("SLIPWAY_AS_OF", AS_OF));

        assertThat(build.status()).as(build.log()).isEqualTo(78);
        assertThat(build.log())
                .contains(account.pushed.repository() + ":1.1.0: is not in the registry; push it first (slipway push)");
        assertThat(account.runFile(build.uuid()))
                .as("what the watch tells the person on call")
                .containsEntry("state", "failed")
                .containsEntry("model", "audience-forecast")
                .containsEntry("version", "1.1.0")
                .containsEntry("step", "image")
                .containsEntry("exitCode", 78);
        assertThat(account.metrics(build.uuid())).containsEntry("Failed", 1).containsEntry("exitCode", 78);
        assertThat(published(build)).isEmpty();
        nowhereThePassword(build);
    }

    @Test
    void shouldPublishNothingWhereTheDayHasNoInput() throws Exception {
        // As a person starts it: without an as-of, so that the buildspec takes today, for which nothing lies there.
        Build build = machine.run(project);

        assertThat(build.status()).as(build.log()).isEqualTo(65);
        assertThat(build.log()).contains("s3://feeds-dev/programmes/");
        assertThat(account.runFile(build.uuid()))
                .containsEntry("state", "failed")
                .containsEntry("step", "fetch");
        assertThat(account.artifacts(build.uuid())).noneMatch(key -> key.endsWith("_SUCCESS"));
        assertThat(published(build)).isEmpty();
        nowhereThePassword(build);
    }

    @Test
    void shouldNotReadTheInputOfAnotherModel() throws Exception {
        Build build = machine.run(
                project.with("SLIPWAY_INPUT", "s3://feeds-dev/films/{asOf}/").with("SLIPWAY_AS_OF", AS_OF));

        assertThat(build.status()).as(build.log()).isEqualTo(78);
        assertThat(build.log()).contains("the role does not allow s3:ListBucket on arn:aws:s3:::feeds-dev");
        assertThat(account.runFile(build.uuid())).containsEntry("step", "fetch");
        assertThat(published(build)).isEmpty();
    }

    @Test
    void shouldNotStartWithoutThePassword() throws Exception {
        account.forget(PASSWORD);
        try {
            Build build = machine.run(project.with("SLIPWAY_AS_OF", AS_OF));

            assertThat(build.phase()).isEqualTo("DOWNLOAD_SOURCE");
            assertThat(build.log()).isEqualTo("Decrypted Variables Error: parameter does not exist: " + PASSWORD);
            assertThat(account.artifacts(build.uuid())).isEmpty();
            assertThat(published(build)).isEmpty();
        } finally {
            account.store(PASSWORD, account.password);
        }
    }

    private static List<String> published(Build build) throws Exception {
        return account.analytics.rows(
                "SELECT state FROM predictions.runs WHERE state <> 'started' AND run_id = '" + build.uuid() + "'");
    }

    private static void nowhereThePassword(Build build) {
        assertThat(build.log()).isNotEmpty().doesNotContain(account.password);
        assertThat(account.artifacts(build.uuid())).isNotEmpty().allSatisfy(key -> assertThat(
                        account.aws.get(DevAccount.ARTIFACTS, key))
                .doesNotContain(account.password));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
