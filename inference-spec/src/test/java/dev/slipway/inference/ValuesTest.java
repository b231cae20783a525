package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields, thresholds and codes: what is taken and what is refused. */
class ValuesTest {
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
