package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code slipway plan}, from what is typed to what is printed. */
class PlanIT extends DayCase {
    private static final String ONE = "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"other\",\"type\":\"double\"}";

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
    void shouldLookAtWhatElseAFileSaysUnderTheSameVersion() throws Exception {
        day.edit("prod", "{rejects: 1%, minRows: 1}", "{minRows: 1, rejects: 1%}   # said otherwise");
        day.edit("staging", "fields: [id, value]", "fields: [id, value, why]");

        Typed typed = Typed.slipway("plan");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out())
                .startsWith("churn 1.0.0 in staging: other copy, copy broken, " + old.substring(0, 19) + "…\n"
                        + "  BROKEN copy: copy names why, which 1.0.0 does not give; it gives id, value\n")
                .endsWith("\n1 change in prod, staging against what is deployed, 1 rule broken.\n");
        assertThat(Typed.slipway("plan", "--against", day.first()).out())
                .isEqualTo(typed.out().replace("what is deployed", day.first()));
    }

    @Test
    void shouldTellThatAModelLeaves() throws Exception {
        day.remove("staging");

        String sentence = "churn 1.0.0 leaves staging: it is no longer scheduled or copied; its runs and tables stay as"
                + " they are\n1 change in staging against ";
        assertThat(Typed.slipway("plan", "-e", "staging"))
                .isEqualTo(new Typed(0, sentence + "what is deployed, no rule broken.\n", ""));
        assertThat(Typed.slipway("plan", "-e", "staging", "--against", "HEAD").out())
                .isEqualTo(sentence + "HEAD, no rule broken.\n");
        assertThat(Typed.slipway("plan", "-e", "staging", "--markdown").out())
                .contains("\n- 🗑 churn 1.0.0 leaves staging: ");
        assertThat(Typed.slipway("plan", "-e", "staging", "--json").out())
                .contains("\"removed\":[{\"environment\":\"staging\",\"model\":\"churn\",\"version\":\"1.0.0\",");
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
    }

    @Test
    void shouldTellAllMistakesOfAllFiles() throws Exception {
        day.edit("staging", "v2");
        day.edit("prod", "v3");

        Typed typed = Typed.slipway("plan");

        assertThat(typed.code()).isEqualTo(78);
        assertThat(typed.err()).contains("prod.yaml:9: ", "\"v3\"", "staging.yaml:9: ", "\"v2\"");
    }
}
