package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlierReleaseTest {
    @Test
    void shouldReadWhatItCanOfAFileThatIsNoLongerGood() {
        assertThat(EarlierRelease.all("""
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
                        new EarlierRelease(ModelVersion.parse("1.4.2"), Optional.of("churn")),
                        new ModelName("forecast"),
                        new EarlierRelease(ModelVersion.parse("2.0.0"), Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "models: []", "models: {", "[]", "models: {churn: 1.0.0}"})
    void shouldFindNothingWhereNothingIs(String text) {
        assertThat(EarlierRelease.all(text)).isEmpty();
    }
}
