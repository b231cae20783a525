package dev.slipway.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({"0.004, 0.00 s", "0.994, 0.99 s", "0.996, 1.0 s", "3.24, 3.2 s", "99.96, 100 s", "1234, '1,234 s'"})
    void shouldShowSecondsWithThreeDigitsAtMost(double seconds, String shown) {
        assertThat(Figures.seconds(seconds)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"10000, 3, '3,330'", "5, 2, 3", "123456789, 1, '123,000,000'", "0, 2, ''", "100, 0.0001, ''"})
    void shouldRoundRatesToThreeDigits(long rows, double seconds, String shown) {
        assertThat(Figures.rate(rows, seconds)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0.43123, 0.4312",
        "12.5, 12.5",
        "1234567.8, '1,234,568'",
        "100, 100",
        "0, 0",
        "-0.00001, -1.00e-05",
        "2.3e-7, 2.30e-07",
        "NaN, NaN",
        "-3.25, -3.25",
        "1e18, 1.00e+18"
    })
    void shouldShowNumbersShort(double number, String shown) {
        assertThat(Figures.number(number)).isEqualTo(shown);
    }
}
