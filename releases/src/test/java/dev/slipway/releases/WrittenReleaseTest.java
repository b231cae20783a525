package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenReleaseTest {
    @Test
    void shouldReadWhatItCanOfAFileThatIsNoLongerGood() {
        assertThat(WrittenRelease.all("""
                        nobodyKnows: this
                        models:
                          churn: {version: 1.4.2, copy: {table: churn}}
                          forecast: {version: "2.0.0", colour: red}
                          Bad Name: {version: 1.0.0}
                          unversioned: {keep: 3}
                          wrong: {version: v1}
                        """))
                .isEqualTo(Map.of(
                        new ModelName("churn"),
                        new WrittenRelease(
                                ModelVersion.parse("1.4.2"),
                                Optional.of("churn"),
                                Map.of("copy", "{\"table\": \"churn\"}")),
                        new ModelName("forecast"),
                        new WrittenRelease(
                                ModelVersion.parse("2.0.0"), Optional.empty(), Map.of("colour", "\"red\""))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "models: []", "models: {", "[]", "models: {churn: 1.0.0}"})
    void shouldFindNothingWhereNothingIs(String text) {
        assertThat(WrittenRelease.all(text)).isEmpty();
    }

    @Test
    void shouldTellWhatIsSaidOtherwiseAndNotHowItIsWritten() {
        WrittenRelease before =
                churn("{version: 1.0.0, keep: 5, limits: {rejects: 1%, minRows: 3}, copy: {fields: [a, b]}}");
        WrittenRelease now = churn("""
                {version: 1.1.0, keep: "5",   # as before
                   limits: {minRows: 3, rejects: '1%'}, copy: {fields: [b, a]}, schedule: daily}""");

        assertThat(now.changedSince(before)).containsExactly("copy", "schedule");
        assertThat(before.changedSince(now)).containsExactly("copy", "schedule");
        assertThat(now.changedSince(now)).isEmpty();
    }

    @Test
    void shouldComeToAnEndWhereAnAliasHoldsItself() {
        assertThat(churn("{version: 1.0.0, variables: &all {A: *all}}").settings())
                .containsKey("variables");
    }

    private static WrittenRelease churn(String release) {
        return WrittenRelease.all("models: {churn: " + release + "}").get(new ModelName("churn"));
    }
}
