package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.desk.fake.BuildScript;
import dev.slipway.desk.fake.Fault;
import dev.slipway.desk.fake.TestCloud;
import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A day of an ML engineer in the cloud: each command as it is typed, each output as it is read. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeskIT {
    private static final ModelName CHURN = new ModelName("churn");
    private static final String RUN = "00000000-0000-4000-8000-00000000000";

    @TempDir
    private static Path folder;

    private static TestCloud cloud;

    @BeforeAll
    static void open() throws Exception {
        Path home = folder.resolve("checkout");
        write(home.resolve("slipway.yaml"), """
                registry: {account: "111111111111", region: eu-central-1}
                tags: {product: slipway}
                rates: {small: 0.005, medium: 0.01, large: 0.02, xlarge: 0.1}
                """);
        write(home.resolve("models/churn/model.yaml"), """
                name: churn
                version: 1.1.0
                runtime: python
                key: [id]
                input: {id: string}
                output: {id: string, value: double}
                """);
        write(home.resolve("environments/staging.yaml"), """
                account: "222222222222"
                region: eu-central-1
                protect: true
                network: {egress: nat, zones: 1}
                application: {create: true}
                notify: [ml@example.com]
                models:
                  churn:
                    version: 1.1.0
                    input: s3://feeds/{asOf}/
                    compute: {size: small, timeout: 1h}
                    limits: {rejects: 1%, minRows: 1, rowChange: 30%}
                    keep: 30
                    copy: {table: churn, mode: replace, fields: [id, value]}
                """);
        System.setProperty("slipway.home", home.toString());
        System.setProperty("slipway.pause", "1");
        cloud = new TestCloud("staging", folder);
        cloud.copies("[{\"model\":\"churn\",\"major\":1,\"table\":\"churn\",\"mode\":\"replace\","
                + "\"fields\":[\"id\",\"value\"],\"indexes\":[]}]");
        cloud.push(manifest("1.0.0"), Map.of(), Map.of(), "a,1", "b,2");
        cloud.push(manifest("1.1.0"), Map.of(), Map.of("rmse", 0.38), "a,10", "b,20");
    }

    @AfterAll
    static void close() {
        System.clearProperty("slipway.home");
        System.clearProperty("slipway.pause");
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    @Order(1)
    void shouldSayThatNothingIsDeployed() {
        Typed status = Typed.slipway("status");

        assertThat(status.code()).isZero();
        assertThat(status.out()).isEqualTo("""
                Environment  Model  Version  Deployed  Current  Last run  State  Started  Rows  Rejects  Seconds  Cost  Metrics  Digest
                ───────────  ─────  ───────  ────────  ───────  ────────  ─────  ───────  ────  ───────  ───────  ────  ───────  ──────
                staging      churn  1.1.0    -         -        -
                ! churn in staging: it is not deployed
                """);
        assertThat(Typed.slipway("runs", "-e", "staging"))
                .returns(78, Typed::code)
                .extracting(Typed::err)
                .asString()
                .startsWith(
                        "slipway: no model of staging is deployed in 222222222222 (eu-central-1), so nobody knows where");
    }

    @Test
    @Order(2)
    void shouldFollowARunToItsEnd() {
        cloud.deploy(CHURN, "1.0.0");
        cloud.scheduled(CHURN, "2026-11-19T06:00:00Z");
        cloud.deploy(CHURN, "1.1.0");
        assertThat(Typed.slipway("status").out()).contains("! churn in staging: 1.1.0 has not run yet");

        Typed run = Typed.slipway("run", "churn", "-e", "staging", "--as-of", "2026-11-20T06:00:00Z");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEqualTo("""
                started run %s2 of churn 1.1.0 in staging
                phase submitted
                phase provisioning
                phase install
                phase build
                  fetch: 1 rows
                  predict: 2 rows
                  artifacts
                  publish: 2 rows
                phase completed
                """.formatted(RUN));
        // The times are real; so are the rates, where there are any.
        assertThat(run.out().replaceAll(" +[0-9.]+ s( +[0-9,]+)?", " T")).contains("""
                fetch         1 T
                predict       2 T
                artifacts T
                publish       2 T

                churn 1.1.0, run %s2: published, 2 rows, now current
                """.formatted(RUN));
    }

    @Test
    @Order(3)
    void shouldTellHowAllIs() throws Exception {
        Typed status = Typed.slipway("status", "churn", "-e", "staging");

        assertThat(status.out())
                .contains(RUN + "2  published", "$0.007", "rmse 0.38", "82.0 s")
                .doesNotContain("!");
        Map<String, Object> model = only(json("status", "--json"), "models");
        assertThat(model.keySet())
                .containsExactly("environment", "model", "file", "deployed", "lastRun", "current", "held", "drift");
        assertThat(model).containsEntry("drift", List.of()).containsEntry("held", null);
        assertThat((Map<?, ?>) model.get("lastRun"))
                .extracting("run", "state", "rows", "seconds")
                .containsExactly(RUN + "2", "published", 2, 82.0);
        assertThat((Map<?, ?>) model.get("current")).extracting("seq", "who").containsExactly(2, "slipway_job");
    }

    @Test
    @Order(4)
    void shouldListRunsAndShowOne() throws Exception {
        assertThat(Typed.slipway("runs", "-e", "staging").out())
                .containsSubsequence(RUN + "2  churn  1.1.0", RUN + "1  churn  1.0.0");
        assertThat(Typed.slipway("runs", "show", RUN + "2", "-e", "staging").out())
                .contains(
                        "run           " + RUN + "2\n",
                        "model         churn 1.1.0\n",
                        "as of         2026-11-20 06:00\n",
                        "started by    ann\n",
                        "now current");
        assertThat(json("runs", "show", RUN + "2", "-e", "staging", "--json"))
                .containsEntry("state", "published")
                .containsKey("facts");
        assertThat(Typed.slipway("runs", "show", "nobody", "-e", "staging"))
                .returns(78, Typed::code)
                .returns(
                        "slipway: there is no run nobody in staging of churn; 'slipway runs -e staging' lists them\n",
                        Typed::err);
    }

    @Test
    @Order(5)
    void shouldFetchArtifactsWithTheirChecksums() throws Exception {
        Path out = folder.resolve("fetched");
        assertThat(Typed.slipway("artifacts", "list", RUN + "2", "-e", "staging")
                        .out())
                .contains("predictions.csv", "run.json");

        Typed got = Typed.slipway("artifacts", "get", RUN + "2", "-e", "staging", "--output", out.toString());

        assertThat(got.code()).as(got.err()).isZero();
        assertThat(got.out()).contains("predictions.csv, 0.0 kB, checked", "run.json, ", ", has no checksum");
        assertThat(out.resolve("predictions.csv")).hasContent("id,value\na,10\nb,20\n");
        cloud.moto().put("artifacts", "runs/churn/" + RUN + "2/predictions.csv", "id,value\na,10\nb,99\n");
        Typed changed =
                Typed.slipway("artifacts", "get", RUN + "2", "predictions.csv", "-e", "staging", "--output", out + "2");
        assertThat(changed).returns(65, Typed::code);
        assertThat(changed.err()).contains("expected sha256 ", "; somebody has changed it");
        assertThat(out.resolveSibling("fetched2")).isEmptyDirectory();
        cloud.moto().put("artifacts", "runs/churn/" + RUN + "2/predictions.csv", "id,value\na,10\nb,20\n");
    }

    @Test
    @Order(6)
    void shouldPrintTheLogAndPredictions() throws Exception {
        assertThat(Typed.slipway("logs", RUN + "2", "-e", "staging").out())
                .isEqualTo("fetch: 1 rows\npredict: 2 rows\nartifacts\npublish: 2 rows\n");
        assertThat(Typed.slipway("predictions", "churn", "-e", "staging").out()).isEqualTo("""
                id  value
                ──  ─────
                a   10.0
                b   20.0

                2 rows of run %s2
                """.formatted(RUN));
        assertThat(json("predictions", "churn", "-e", "staging", "--limit", "1", "--json"))
                .containsEntry("fields", List.of("id", "value"))
                .containsEntry("rows", List.of(List.of("a", 10.0)));
    }

    @Test
    @Order(7)
    void shouldCopyToTheApplication() throws Exception {
        Typed copy = Typed.slipway("copy", "-e", "staging");

        assertThat(copy.code()).as(copy.err()).isZero();
        assertThat(copy.err()).isEqualTo("copying what is behind to the application of staging\n");
        assertThat(copy.out()).contains("churn  " + RUN + "2            2");
        assertThat(application()).containsExactly("a|10", "b|20");
    }

    @Test
    @Order(8)
    void shouldRollBackAndSayHowToPutTheVersionBackAndRelease() throws Exception {
        Typed back = Typed.slipway("rollback", "churn", "-e", "staging", "--reason", "far too high");

        assertThat(back.code()).as(back.err()).isZero();
        assertThat(back.out()).isEqualTo("""
                churn 1.0.0, run %s1 (as of 2026-11-19 06:00) is current now, as change 3
                Table  Shows run                             Rows copied
                ─────  ────────────────────────────────────  ───────────
                churn  %s1            2

                Version 1.1.0 is held: its runs are published, but readers do not see them.
                To put the version back:  environments/staging.yaml:9: version: 1.0.0
                To let it run again:      slipway rollback churn -e staging --release --reason …
                """.formatted(RUN, RUN));
        assertThat(application()).containsExactly("a|1", "b|2");
        assertThat(Typed.slipway("status", "-e", "staging").out())
                .contains(
                        "! churn in staging: readers see the run " + RUN + "1 (1.0.0)",
                        "! churn in staging: version 1.1.0 is held by ",
                        ": far too high");

        Typed held = Typed.slipway("run", "churn", "-e", "staging", "--as-of", "2026-11-21");
        assertThat(held.code()).isZero();
        assertThat(held.out()).contains("published, 2 rows, but held: version 1.1.0 is held since");

        assertThat(Typed.slipway("rollback", "churn", "-e", "staging", "--release", "-r", "mended")
                        .out())
                .isEqualTo("churn, major version 1: no version is held any more; its next run may become current\n");
        assertThat(Typed.slipway("rollback", "churn", "-e", "staging", "--release", "-r", "again"))
                .returns(78, Typed::code)
                .returns("slipway: releasing churn: churn, major version 1: no version is held\n", Typed::err);
    }

    @Test
    @Order(9)
    void shouldTellWhatWasCurrentOnADay() throws Exception {
        String today = java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString();
        Typed on = Typed.slipway("runs", "--on", today, "-e", "staging");

        assertThat(on.code()).as(on.err()).isZero();
        assertThat(on.out())
                .containsSubsequence(
                        RUN + "1",
                        "slipway_job  published",
                        RUN + "2",
                        "slipway_job  published",
                        RUN + "1",
                        "far too high");
        assertThat(json("runs", "--on", "2020-01-01", "-e", "staging", "--json"))
                .containsEntry("current", List.of());
        assertThat(Typed.slipway("runs", "--on", "yesterday", "-e", "staging"))
                .returns(64, Typed::code)
                .returns(
                        "slipway: --on: expected a day (UTC) such as 2026-11-20 or a moment such as"
                                + " 2026-11-20T06:00:00Z, got \"yesterday\"\n",
                        Typed::err);
    }

    @Test
    @Order(10)
    void shouldEndWithWhatTheRunEndedWith() {
        cloud.deploy(CHURN, "1.2.0");
        Typed missing = Typed.slipway("run", "churn", "-e", "staging");
        assertThat(missing.code()).isEqualTo(78);
        assertThat(missing.out())
                .contains("failed with 78 (bad configuration): churn:1.2.0: is not in the registry; push it first");

        cloud.deploy(CHURN, "1.1.0")
                .next(BuildScript.beginning()
                        .phase(
                                "DOWNLOAD_SOURCE",
                                Duration.ofSeconds(3),
                                List.of(),
                                variables -> "Decrypted Variables Error: parameter does not exist:"
                                        + " /slipway/staging/analytics/job/password"));
        Typed secret = Typed.slipway("run", "churn", "-e", "staging");
        assertThat(secret.code()).isEqualTo(78);
        assertThat(secret.err())
                .contains("phase download source failed: Decrypted Variables Error: parameter does not exist");
        assertThat(secret.out()).contains("download_source  failed       3.0 s", "parameter does not exist");
    }

    @Test
    @Order(11)
    void shouldKeepSecretsByNameAndNeverShowAValue() throws Exception {
        Typed check = Typed.slipway("secrets", "check", "-e", "staging");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out())
                .contains(
                        "/slipway/staging/analytics/job/password",
                        "MISSING",
                        "5 missing; the deployment's provisioner");

        Typed put = typing("swordfish\n", "secrets", "put", "analytics/job", "-e", "staging");

        assertThat(put.code()).as(put.err()).isZero();
        assertThat(put.out() + put.err())
                .isEqualTo("wrote /slipway/staging/analytics/job/password\n")
                .doesNotContain("swordfish");
        assertThat(json("secrets", "check", "-e", "staging", "--json").get("missing"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(4);
        assertThat(Typed.slipway("secrets", "list", "-e", "staging")).returns(0, Typed::code);
        assertThat(typing("", "secrets", "put", "analytics/job", "-e", "staging"))
                .returns(64, Typed::code)
                .extracting(Typed::err)
                .asString()
                .contains("expected 1 to 4096 characters on standard input, got 0");
        assertThat(typing("x", "secrets", "put", "/slipway/prod/analytics/job/password", "-e", "staging"))
                .returns(64, Typed::code);
    }

    @Test
    @Order(12)
    void shouldTellWhatIsMissingAndTheCommandThatMendsIt() throws Exception {
        Typed other = Typed.slipway("doctor", "-e", "staging");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.out())
                .contains(
                        "! credentials: moto, account 123456789012; staging is in 222222222222\n  set AWS_PROFILE to a"
                                + " profile of that account\n",
                        "NOT CHECKED  bootstrap    credentials come first");

        // The emulator's account.
        Path file = folder.resolve("checkout/environments/staging.yaml");
        String before = Files.readString(file);
        Files.writeString(file, before.replace("222222222222", "123456789012"));
        try {
            Typed doctor = Typed.slipway("doctor", "-e", "staging");

            assertThat(doctor.code()).isEqualTo(1);
            assertThat(doctor.out())
                    .contains(
                            "OK       credentials  moto, account 123456789012",
                            "OK       registry     111111111111.dkr.ecr.eu-central-1.amazonaws.com/slipway",
                            "OK       models       1 deployed",
                            "! bootstrap: aws://123456789012/eu-central-1 has no stack of CDK's\n  npx cdk bootstrap"
                                    + " aws://123456789012/eu-central-1\n",
                            "! functions: not deployed: slipway-staging-provisioner, slipway-staging-watch\n  npx cdk"
                                    + " deploy 'Staging/*'\n",
                            "! secrets: missing: /slipway/staging/analytics/migrator/password, ")
                    .doesNotContain("NOT CHECKED");
            assertThat(json("doctor", "-e", "staging", "--json").get("findings"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .hasSize(9);
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    @Order(13)
    void shouldTellFailuresOfAwsInASentence() {
        cloud.fake().faults().next("BatchGetProjects", Fault.expired());
        assertThat(Typed.slipway("status"))
                .returns(78, Typed::code)
                .returns(
                        "slipway: CodeBuild (eu-central-1), asked for its projects, answers ExpiredTokenException: The"
                                + " security token included in the request is expired; the credentials have expired, 'aws"
                                + " sso login' gets new ones\n",
                        Typed::err);
        assertThat(Typed.slipway("status", "-e", "stagin"))
                .returns(64, Typed::code)
                .returns(
                        "slipway: there is no environment stagin; known are staging; did you mean staging?\n",
                        Typed::err);
        assertThat(Typed.slipway("run", "chrun", "-e", "staging"))
                .returns(64, Typed::code)
                .returns("slipway: staging runs no model chrun; there are churn; did you mean churn?\n", Typed::err);
        assertThat(Typed.slipway("run", "churn"))
                .returns(64, Typed::code)
                .returns("slipway: expected an environment, such as -e staging; known are staging\n", Typed::err);
        assertThat(Typed.slipway("run", "churn", "-e", "staging", "--set", "AWS_REGION=x"))
                .returns(64, Typed::code)
                .extracting(Typed::err)
                .asString()
                .startsWith("slipway: --set: expected a name of the model's own");
    }

    private static Typed typing(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return Typed.slipway(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private static List<String> application() {
        return cloud.databases().application("SELECT id, value FROM predictions.churn ORDER BY id");
    }

    private static Map<String, Object> json(String... arguments) throws IOException {
        Typed typed = Typed.slipway(arguments);
        assertThat(typed.out().lines()).as(typed.err()).hasSize(1);
        return JSON.std.mapFrom(typed.out());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> only(Map<String, Object> json, String list) {
        return ((List<Map<String, Object>>) json.get(list)).get(0);
    }

    private static Manifest manifest(String version) {
        Field id = Field.parse("id", "string");
        return new Manifest(
                Manifest.SPEC,
                CHURN,
                ModelVersion.parse(version),
                "",
                List.of("id"),
                List.of(id),
                List.of(id, Field.parse("value", "double")),
                Map.of(),
                null,
                List.of(),
                0);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
