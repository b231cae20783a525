package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, versions, limits and codes: what is taken and what is refused. */
class ValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "audience-forecast", "x1-2y", "abcdefghijklmnopqrstuvwxyz012345"})
    void shouldTakeModelNames(String name) {
        assertThat(new ModelName(name)).hasToString(name);
        assertThat(new ModelName(name).identifier()).isEqualTo(name.replace('-', '_'));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "A", "1a", "-a", "a-", "a--b", "a_b", "a.b", "ä", "abcdefghijklmnopqrstuvwxyz0123456", "a\n"
            })
    void shouldRefuseOtherModelNames(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelName(name))
                .withMessageContaining("such as audience-forecast, got ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0", "1.4.2", "10.20.30", "1.0.0-rc.1", "1.0.0-x-y.7.z", "1.0.0-0a"})
    void shouldTakeSemanticVersions(String version) {
        assertThat(ModelVersion.parse(version)).hasToString(version);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2",
                "v1.2.3",
                "1.2.3.4",
                "01.2.3",
                "1.2.3-",
                "1.2.3-01",
                "1.2.3+build",
                "latest",
                "^1.2.3"
            })
    void shouldRefuseOtherVersions(String version) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelVersion.parse(version))
                .withMessageStartingWith("expected MAJOR.MINOR.PATCH such as 1.4.2, got ");
    }

    @Test
    void shouldOrderVersionsAsSemverOrgDoes() {
        List<String> ordered = List.of(
                "0.9.9",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "1.2.0",
                "1.10.0",
                "2.0.0");

        for (int i = 0; i < ordered.size(); i++) {
            for (int j = 0; j < ordered.size(); j++) {
                int order = ModelVersion.parse(ordered.get(i)).compareTo(ModelVersion.parse(ordered.get(j)));
                assertThat(Integer.signum(order))
                        .as("%s against %s", ordered.get(i), ordered.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1%, 1, 100, false",
        "1%, 2, 100, true",
        "1%, 1, 99, true",
        "0%, 1, 1000000, true",
        "0, 0, 0, false",
        "100%, 5, 5, false",
        "0.5%, 5, 1000, false",
        "0.5%, 6, 1000, true",
        "3, 3, 3, false",
        "3, 4, 1000000, true",
    })
    void shouldKnowWhenThereAreTooManyRejects(String limit, long rejected, long read, boolean exceeded) {
        assertThat(RejectLimit.parse(limit).exceededBy(rejected, read)).isEqualTo(exceeded);
        assertThat(RejectLimit.parse(limit)).hasToString(limit);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "-1", "1.5", "101%", "1 %", "one", "%", "1e2"})
    void shouldRefuseOtherLimits(String limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RejectLimit.parse(limit))
                .withMessageStartingWith("expected a share such as 1% or a number of rows such as 100, got ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb"})
    void shouldRefuseFieldNamesThatNoDatabaseTakes(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Field.parse(name, "int"));
        assertThatIllegalArgumentException().isThrownBy(() -> Field.parse("ü".repeat(32), "int"));
        assertThat(Field.parse("ü".repeat(31) + "x", "int?").nullable()).isTrue();
    }

    @Test
    void shouldCallEveryUnlistedStatusADefect() {
        assertThat(ExitCode.of(0)).isEqualTo(ExitCode.DONE);
        assertThat(ExitCode.of(143)).isEqualTo(ExitCode.TERMINATED);
        assertThat(List.of(ExitCode.of(1), ExitCode.of(137), ExitCode.of(-1), ExitCode.of(70)))
                .containsOnly(ExitCode.DEFECT);
    }

    @Test
    void shouldPassOnlyWithinTheBounds() {
        Threshold threshold = new Threshold("rmse", "y", 0.1, 0.5);

        assertThat(List.of(threshold.passes(0.1), threshold.passes(0.5))).containsOnly(true);
        assertThat(List.of(threshold.passes(0.09), threshold.passes(0.51), threshold.passes(Double.NaN)))
                .containsOnly(false);
        assertThatIllegalArgumentException().isThrownBy(() -> new Threshold("rmse", "y", null, null));
    }

    @Test
    void shouldCutLongValuesWithoutBreakingACharacter() {
        assertThat(Cut.cut("x".repeat(79) + "\uD83D\uDE00 and more")).isEqualTo("x".repeat(79) + "…");
        assertThat(Cut.cut("x".repeat(80))).isEqualTo("x".repeat(80));
    }
}
