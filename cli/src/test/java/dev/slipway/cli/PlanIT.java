package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.desk.fake.Fault;
import dev.slipway.job.MotoServer;
import dev.slipway.releases.Names;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** {@code slipway plan} and {@code slipway promote}, from what is typed to what is printed and written. */
class PlanIT {
    private static final String TWO = "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"value\",\"type\":\"double\"}";
    private static final String THREE = TWO + ",{\"name\":\"why\",\"type\":\"string\",\"nullable\":true}";
    private static final String ONE = "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"other\",\"type\":\"double\"}";

    private static MotoServer moto;

    @TempDir
    Path folder;

    private DeskDay day;
    private String old;

    @BeforeAll
    static void startEmulator() throws Exception {
        moto = MotoServer.start();
    }

    @AfterAll
    static void stopEmulator() {
        if (moto != null) {
            moto.close();
        }
    }

    @BeforeEach
    void open(TestInfo test) throws Exception {
        day = new DeskDay(
                folder, moto, "b-" + Integer.toHexString(test.getDisplayName().hashCode()));
        old = day.push("1.0.0", TWO, Map.of());
        secret("staging");
        secret("prod");
    }

    @AfterEach
    void close() {
        if (day != null) {
            day.close();
        }
    }

    @Test
    void shouldSayThatNothingChanges() {
        Typed typed = Typed.slipway("plan");
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).isEqualTo("No model changes in prod, staging against what is deployed.\n");
        assertThat(typed.code()).isZero();
    }

    @Test
    void shouldTellAGoodBumpAgainstWhatIsDeployedAndAgainstACommit() throws Exception {
        String digest = day.push("1.1.0", THREE, Map.of());
        day.edit("staging", "1.1.0");
        String sentence = "churn 1.0.0 → 1.1.0 in staging: +1 field (why), copy unaffected, no metrics, "
                + digest.substring(0, 19) + "…\n1 change in staging against ";

        assertThat(Typed.slipway("plan", "-e", "staging"))
                .isEqualTo(new Typed(0, sentence + "what is deployed, no rule broken.\n", ""));
        assertThat(Typed.slipway("plan", "-e", "staging", "--against", "HEAD"))
                .isEqualTo(new Typed(0, sentence + "HEAD, no rule broken.\n", ""));
        assertThat(JSON.std.mapFrom(
                        Typed.slipway("plan", "-e", "staging", "--json").out()))
                .containsEntry("good", true)
                .containsEntry("against", "what is deployed");
        assertThat(Typed.slipway("plan", "--against", day.first(), "--markdown").out())
                .startsWith("### Slipway plan\n\n- ✅ churn 1.0.0 → 1.1.0 in staging: ");
    }

    @Test
    void shouldEndWithOneWhereRulesAreBroken() throws Exception {
        day.push("1.0.1", ONE, Map.of());
        day.edit("prod", "1.0.1");

        Typed typed = Typed.slipway("plan");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out().lines().filter(line -> line.startsWith("  BROKEN")))
                .containsExactly(
                        "  BROKEN number: 1.0.0 to 1.0.1 is a patch version, but output field value is gone (major);"
                                + " 1.0.0 to 1.0.1 is a patch version, but output field other is new and never null"
                                + " (major)",
                        "  BROKEN copy: copy names value, which 1.0.1 does not give; it gives id, other",
                        "  BROKEN order: staging has no successful run of churn 1.0.1");
    }

    @Test
    void shouldTellMistakesOfWhatIsTyped() {
        assertThat(Typed.slipway("plan", "-e", "stagin").err())
                .isEqualTo("slipway: there is no environment stagin; known are prod, staging; did you mean"
                        + " staging?\n");
        assertThat(Typed.slipway("plan", "--against", "nowhere"))
                .returns(64, Typed::code)
                .extracting(Typed::err)
                .asString()
                .startsWith("slipway: --against: expected a commit such as origin/main, got \"nowhere\"");
        assertThat(Typed.slipway("plan", "--json", "--markdown").code()).isEqualTo(64);
        assertThat(Typed.slipway("promote", "churn", "--from", "prod", "--to", "prod")
                        .code())
                .isEqualTo(64);
        assertThat(Typed.slipway("promote", "other", "--from", "staging", "--to", "prod")
                        .err())
                .isEqualTo("slipway: staging runs no model other; there are churn\n");
    }

    @Test
    void shouldTellAllMistakesOfAllFiles() throws Exception {
        day.edit("staging", "v2");
        day.edit("prod", "v3");

        Typed typed = Typed.slipway("plan");

        assertThat(typed.code()).isEqualTo(78);
        assertThat(typed.err()).contains("prod.yaml:9: ", "\"v3\"", "staging.yaml:9: ", "\"v2\"");
    }

    @Test
    void shouldChangeNothingWhereTheRegistryIsAway() throws Exception {
        day.edit("staging", "1.1.0");
        String before = day.file("prod");
        day.cloud.faults().next("BatchGetImage", 8, Fault.cut());

        Typed typed = Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod");

        assertThat(typed.code()).isEqualTo(75);
        assertThat(day.file("prod")).isEqualTo(before);
    }

    @Test
    void shouldPromoteWhatHasRunAndNothingElse() throws Exception {
        String digest = day.push("1.1.0", THREE, Map.of());
        day.edit("staging", "1.1.0");
        String before = day.file("prod");

        Typed early = Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod");
        assertThat(early)
                .isEqualTo(new Typed(
                        1,
                        "churn 1.1.0 may not go from staging to prod, nothing was written\n"
                                + "  BROKEN order: staging has no successful run of churn 1.1.0\n"
                                + "    → 'slipway run churn -e staging' once it is deployed there, then try again\n",
                        ""));
        day.ran("failed", "1.1.0", digest, 70);
        day.ran("another", "1.1.0", old, 0);
        assertThat(Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod"))
                .returns(1, Typed::code)
                .extracting(Typed::out)
                .asString()
                .contains("with another content, " + old + ", not " + digest);
        assertThat(day.file("prod")).isEqualTo(before);

        day.ran("good", "1.1.0", digest, 0);
        Typed typed = Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod");
        assertThat(typed)
                .isEqualTo(new Typed(
                        0,
                        "environments/prod.yaml:9: churn 1.0.0 → 1.1.0, " + digest
                                + "\n'slipway plan -e prod' tells what that changes.\n",
                        ""));
        assertThat(day.file("prod")).isEqualTo(before.replace("\"1.0.0\"", "\"1.1.0\""));
        assertThat(Typed.slipway("plan", "-e", "prod").code()).isZero();
        Map<String, Object> again =
                JSON.std.mapFrom(Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod", "--json")
                        .out());
        assertThat(again)
                .containsEntry("to", "1.1.0")
                .containsEntry("written", false)
                .doesNotContainKey("refused")
                .containsEntry("line", 9);
    }

    private static void secret(String environment) {
        try (SsmClient ssm = SsmClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            ssm.putParameter(put -> put.name(new Names(environment).password("analytics", "job"))
                    .value("x")
                    .type(ParameterType.SECURE_STRING)
                    .overwrite(true));
        }
    }
}
