package dev.slipway.cli;

import static dev.slipway.cli.DeskCheckout.CHURN;
import static dev.slipway.cli.DeskCheckout.json;
import static dev.slipway.cli.DeskCheckout.typing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desk.fake.BuildScript;
import dev.slipway.desk.fake.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What commands say where something is wrong: with a run, a secret, an account, a service, or what was typed. */
class DeskTroubleIT extends DeskCase {
    @Test
    void shouldEndWithWhatTheRunEndedWith() {
        desk.cloud().deploy(CHURN, "1.2.0");
        Typed missing = Typed.slipway("run", "churn", "-e", "staging");
        assertThat(missing.code()).isEqualTo(78);
        assertThat(missing.out())
                .contains("failed with 78 (bad configuration): churn:1.2.0: is not in the registry; push it first");

        desk.cloud()
                .deploy(CHURN, "1.1.0")
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
    void shouldStartARunAndFollowItLater() throws Exception {
        desk.cloud().deploy(CHURN, "1.1.0");
        Typed started = Typed.slipway("run", "churn", "-e", "staging", "--as-of", "2026-12-02", "--no-wait");

        assertThat(started.code()).as(started.err()).isZero();
        assertThat(started.out()).matches("'slipway logs \\S+ -e staging --follow' follows it\n");
        String run = started.out().split(" ")[2];
        Typed followed = Typed.slipway("logs", run, "-e", "staging", "--follow");
        assertThat(followed)
                .as("from its first line to its last, and each once")
                .returns("fetch: 1 rows\npredict: 2 rows\nartifacts\npublish: 2 rows\n", Typed::out)
                .returns(Typed.slipway("logs", run, "-e", "staging", "--follow").out(), Typed::out);
        Map<String, Object> next =
                json("run", "churn", "-e", "staging", "--as-of", "2026-12-03", "--no-wait", "--json");
        assertThat(next).containsEntry("state", "running").containsEntry("ended", null);
        assertThat(json("logs", (String) next.get("run"), "-e", "staging", "--follow", "--json")
                        .get("lines"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(4);
    }

    @Test
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
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(4);
        assertThat(Typed.slipway("secrets", "list", "-e", "staging")).returns(0, Typed::code);
        assertThat(typing("", "secrets", "put", "analytics/job", "-e", "staging"))
                .returns(64, Typed::code)
                .extracting(Typed::err)
                .asString()
                .contains("expected 1 to 4096 bytes on standard input, got nothing");
        assertThat(typing("ü".repeat(2049), "secrets", "put", "analytics/job", "-e", "staging"))
                .as("a parameter holds bytes; half a secret is none")
                .returns(64, Typed::code)
                .extracting(Typed::err)
                .asString()
                .contains("expected 1 to 4096 bytes on standard input, got more");
        System.setProperty("slipway.keyboard", "true");
        try {
            assertThat(typing("swordfish\n", "secrets", "put", "analytics/job", "-e", "staging"))
                    .as("what is typed would be echoed")
                    .returns(64, Typed::code);
        } finally {
            System.clearProperty("slipway.keyboard");
        }
        assertThat(typing("x", "secrets", "put", "/slipway/prod/analytics/job/password", "-e", "staging"))
                .returns(64, Typed::code);
    }

    @Test
    void shouldTellWhatIsMissingAndTheCommandThatMendsIt() throws Exception {
        desk.files().edit("staging", text -> text.replace("123456789012", "222222222222"));
        try {
            Typed other = Typed.slipway("doctor", "-e", "staging");
            assertThat(other.code()).isEqualTo(1);
            assertThat(other.out())
                    .contains(
                            "! credentials: moto, account 123456789012; staging is in 222222222222\n  set AWS_PROFILE to"
                                    + " a profile of that account\n",
                            "NOT CHECKED  bootstrap    credentials come first");
        } finally {
            desk.files().edit("staging", text -> text.replace("222222222222", "123456789012"));
        }

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
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(9);
    }

    @Test
    void shouldTellFailuresOfAwsInASentence() {
        desk.cloud().fake().faults().next("BatchGetProjects", Fault.expired());
        assertThat(Typed.slipway("status"))
                .returns(78, Typed::code)
                .returns(
                        "slipway: staging's CodeBuild (eu-central-1), asked for its projects, answers ExpiredTokenException: The"
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
        assertThat(Typed.slipway("run", "churn", "-e", "staging", "--input", "/tmp/churn.csv"))
                .returns(64, Typed::code)
                .extracting(Typed::err)
                .asString()
                .startsWith("slipway: --input: expected s3://bucket/prefix/ or sql:SELECT");
        assertThat(Typed.slipway("runs", "-e", "staging", "--limit", "-3"))
                .returns(64, Typed::code)
                .returns("slipway: --limit: expected 1 to 1000, got -3\n", Typed::err);
        assertThat(Typed.slipway("logs", "../x", "-e", "staging"))
                .returns(64, Typed::code)
                .returns("slipway: RUN: expected an id as 'slipway runs' lists it, got \"../x\"\n", Typed::err);
        assertThat(Typed.slipway("rollback", "churn", "-e", "staging", "-r", "x", "--release", "--to", "y"))
                .returns(64, Typed::code)
                .extracting(Typed::err)
                .asString()
                .startsWith("slipway: --release and --to: expected one of them");
    }

    @Test
    void shouldLookAtTheEnvironmentsThatRunAModelAndTellAllThatIsWrongWithFiles() throws Exception {
        Path staging = desk.files().home().resolve("environments/staging.yaml");
        Path dev = staging.resolveSibling("dev.yaml");
        String good = Files.readString(staging);
        try {
            Files.writeString(dev, good.replaceFirst("(?s)models:.*", "models: {}\n"));
            assertThat(Typed.slipway("status", "churn"))
                    .returns(0, Typed::code)
                    .extracting(Typed::out)
                    .asString()
                    .contains("staging      churn")
                    .doesNotContain("dev");
            Files.writeString(dev, good);
            desk.cloud().fake().faults().next("BatchGetProjects", Fault.expired());
            Typed half = Typed.slipway("status");
            assertThat(half.out().lines().filter(line -> line.matches("(dev|staging) +churn .*")))
                    .as("one was seen, the other one was not")
                    .hasSize(1);
            assertThat(half.err()).contains("ExpiredTokenException").contains("'aws sso login' gets new ones");
            assertThat(half.code()).isEqualTo(78);
            Files.writeString(dev, good.replace("1.1.0", "v1"));
            Files.writeString(staging, good.replace("keep: 30", "keep: 1"));
            assertThat(Typed.slipway("status"))
                    .returns(78, Typed::code)
                    .extracting(Typed::err)
                    .asString()
                    .contains("dev.yaml:9: ", "staging.yaml:13: ");
        } finally {
            Files.writeString(staging, good);
            Files.delete(dev);
        }
    }

    @Test
    void shouldSayWhatBecomesOfARunWhoseFollowingFails() {
        desk.cloud().deploy(CHURN, "1.1.0");
        desk.cloud().fake().faults().next("BatchGetBuilds", Fault.expired());

        Typed lost = Typed.slipway("run", "churn", "-e", "staging", "--as-of", "2026-12-01");

        assertThat(lost.code()).isEqualTo(78);
        assertThat(lost.err())
                .contains("ExpiredTokenException")
                .containsPattern("; that does not touch run \\S+, 'slipway runs show \\S+ -e staging' tells of it\n");
    }
}
