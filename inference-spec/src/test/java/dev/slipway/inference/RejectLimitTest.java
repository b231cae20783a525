package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectLimitTest {
    @ParameterizedTest
    @CsvSource({
        // A share: exactly the limit is still right.
        "1%, 0, 0, false",
        "1%, 1, 100, false",
        "1%, 2, 100, true",
        "1%, 1, 99, true",
        "0.1%, 1, 1000, false",
        "0.1%, 2, 1000, true",
        "0%, 0, 100, false",
        "0%, 1, 100, true",
        "100%, 100, 100, false",
        "33.333333%, 1, 3, true",
        "33.333334%, 1, 3, false",
        "1%, 1, 0, true",
        // Large counts, where doubles would be wrong.
        "50%, 4611686018427387904, 9223372036854775807, true",
        "50%, 4611686018427387903, 9223372036854775807, false",
        // A number of rows: however many are read.
        "0, 0, 5, false",
        "0, 1, 5, true",
        "10, 10, 10, false",
        "10, 11, 1000000, true",
    })
    void shouldSayWhetherTooManyRowsAreRejected(String limit, long rejected, long read, boolean exceeded) {
        assertThat(RejectLimit.parse(limit).exceededBy(rejected, read)).isEqualTo(exceeded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1%", "0.5%", "0%", "100%", "0", "1000", "999999999999"})
    void shouldReadAndWriteALimit(String text) {
        assertThat(RejectLimit.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "%",
                "-1",
                "-1%",
                "+1%",
                "101%",
                "100.1%",
                "1.5",
                "1e3",
                "1 %",
                " 1% ",
                "1%\n",
                "1%%",
                "one",
                "0x10",
                ".5%",
                "5.%",
                "1,5%",
                "NaN",
                "1000000000000"
            })
    void shouldRefuseWhatIsNoLimit(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RejectLimit.parse(text))
                .withMessage("expected a share such as 1% or a number of rows such as 100, got "
                        + (text == null ? "nothing" : '"' + text + '"'));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1000000, 1000000"})
    void shouldLetEveryRowBeRejectedWithoutALimit(long rejected, long read) {
        assertThat(RejectLimit.NONE.exceededBy(rejected, read)).isFalse();
    }
}
