package dev.slipway.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @ParameterizedTest
    @CsvSource({
        "0.3, 9.7, false",
        "-5, -4.99, false",
        "7, 7, false",
        "0, 0, false",
        "1e-9, 1e-8, false",
        "0.005, 9.6, true",
        "497253, 1.4e9, true",
        "3, 3, true",
        "1, 1000000, true"
    })
    void shouldHoldAllValuesAndTickAtLeastTwice(double min, double max, boolean logarithmic) {
        Axis axis = Axis.around(min, max, logarithmic);

        assertThat(axis.share(min)).isBetween(0.0, 1.0);
        assertThat(axis.share(max)).isBetween(0.0, 1.0);
        assertThat(axis.value(axis.share(max))).isCloseTo(max, Percentage.withPercentage(0.01));
        assertThat(axis.ticks(5))
                .hasSizeBetween(2, 8)
                .allMatch(tick -> tick >= axis.low() - (axis.high() - axis.low()) * 1e-9);
    }

    @Test
    void shouldTickAtRoundNumbers() {
        assertThat(Axis.around(0, 1043, false).ticks(5)).isEqualTo(List.of(0.0, 250.0, 500.0, 750.0, 1000.0, 1250.0));
        assertThat(Axis.around(0.005, 9.6, true).ticks(6)).isEqualTo(List.of(0.01, 0.1, 1.0, 10.0));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "250, 250", "1000, 1k", "1250, 1.25k", "2e6, 2M", "1e9, 1B", "0.01, 0.01", "-2500, -2.5k"})
    void shouldLabelTicksShort(double tick, String label) {
        assertThat(Axis.label(tick)).isEqualTo(label);
    }
}
