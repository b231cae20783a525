package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 6 * * ? *         | 2026-11-21T06:00 | 2026-11-20T06:00 | 2026-11-22T06:00",
                "0 6 * * ? *         | 2026-11-21T06:01 | 2026-11-21T06:00 | 2026-11-22T06:00",
                "0/15 * * * ? *      | 2026-12-31T23:50 | 2026-12-31T23:45 | 2027-01-01T00:00",
                "30 8-18/5 * * ? *   | 2026-11-21T09:00 | 2026-11-21T08:30 | 2026-11-21T13:30",
                "0 6 ? * MON-FRI *   | 2026-11-21T12:00 | 2026-11-20T06:00 | 2026-11-23T06:00",
                "0 6 ? * 1 *         | 2026-11-21T12:00 | 2026-11-15T06:00 | 2026-11-22T06:00",
                "0 6 ? * SAT,SUN *   | 2026-11-21T12:00 | 2026-11-21T06:00 | 2026-11-22T06:00",
                "0 0 L * ? *         | 2028-02-15T00:00 | 2028-01-31T00:00 | 2028-02-29T00:00",
                "0 0 31 * ? *        | 2026-02-01T00:00 | 2026-01-31T00:00 | 2026-03-31T00:00",
                "0 0 29 2 ? *        | 2026-11-21T00:00 | 2024-02-29T00:00 | 2028-02-29T00:00",
                "0 0 ? * 6L *        | 2026-11-21T00:00 | 2026-10-30T00:00 | 2026-11-27T00:00",
                "0 0 ? * 2#1 *       | 2026-11-21T00:00 | 2026-11-02T00:00 | 2026-12-07T00:00",
                "0 0 ? * MON#5 *     | 2026-11-21T00:00 | 2026-08-31T00:00 | 2026-11-30T00:00",
                "0 0 15W * ? *       | 2026-08-20T00:00 | 2026-08-14T00:00 | 2026-09-15T00:00",
                "0 0 31W * ? *       | 2026-06-15T00:00 | 2026-05-29T00:00 | 2026-07-31T00:00",
                "0 0 1W * ? *        | 2026-08-15T00:00 | 2026-08-03T00:00 | 2026-09-01T00:00",
                "0 6 1 JAN,JUL ? *   | 2026-11-21T00:00 | 2026-07-01T06:00 | 2027-01-01T06:00",
                "0 6 * * ? 2020      | 2026-11-21T00:00 | 2020-12-31T06:00 |",
                "0 6 ? JAN * 2030    | 2026-11-21T00:00 |                  | 2030-01-01T06:00",
                "0 6 1 1 ? 2025-2027 | 2026-11-21T00:00 | 2026-01-01T06:00 | 2027-01-01T06:00",
                "0 6 1 1 ? 2024/4    | 2026-11-21T00:00 | 2024-01-01T06:00 | 2028-01-01T06:00",
            })
    void shouldNameTheTimesBeforeAndAfter(String cron, LocalDateTime at, LocalDateTime before, LocalDateTime after) {
        assertThat(Cron.parse(cron).before(at).orElse(null)).isEqualTo(before);
        assertThat(Cron.parse(cron).after(at).orElse(null)).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * * *",
                "0 6 * * ? * *",
                "0  6 * * ?",
                " 0 6 * * ? *",
                "0 6 * * ? * ",
                "0\t6 * * ? *",
                "@daily",
                "rate(5 minutes)",
                "cron(0 6 * * ? *)",
                "at(2026-11-21T06:00:00)",
                "60 6 * * ? *",
                "-1 6 * * ? *",
                "0 24 * * ? *",
                "0 6 0 * ? *",
                "0 6 32 * ? *",
                "0 6 ? 0 * *",
                "0 6 ? 13 * *",
                "0 6 ? * 0 *",
                "0 6 ? * 8 *",
                "0 6 * * ? 1969",
                "0 6 * * ? 2200",
                "0 6 * * ? 26",
                "? 6 * * ? *",
                "0 6 * ? * *",
                "0 6 * * * *",
                "0 6 ? * ? *",
                "0 6 1 * 1 *",
                "0/0 6 * * ? *",
                "0/90 6 * * ? *",
                "0/5/5 6 * * ? *",
                "/5 6 * * ? *",
                "5/ 6 * * ? *",
                "1-2-3 6 * * ? *",
                "10-5 6 * * ? *",
                "1,,2 6 * * ? *",
                ",1 6 * * ? *",
                "1, 6 * * ? *",
                "*-5 6 * * ? *",
                "1.5 6 * * ? *",
                "0 6 L-3 * ? *",
                "0 6 LW * ? *",
                "0 6 W * ? *",
                "0 6 32W * ? *",
                "0 6 1,L * ? *",
                "0 6 ? * L *",
                "0 6 ? * 2#0 *",
                "0 6 ? * 2#6 *",
                "0 6 ? * #1 *",
                "0 6 ? * MON#1,FRI#2 *",
                "0 6 ? * FRI-MON *",
                "0 6 ? * mon *",
                "0 6 ? * MONDAY *",
                "0 6 ? jan * *",
                "0 6 ? MON * *",
                "JAN 6 * * ? *",
                "0 6 30 2 ? *",
                "0 6 31 4,6,9,11 ? *",
                "0 6 29 2 ? 2027",
                "0 6 31W 2 ? *"
            })
    void shouldRefuseWhatEventBridgeDoesNotPromise(String cron) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cron.parse(cron))
                .withMessageStartingWith("expected the six fields of an EventBridge cron")
                .withMessageContaining("such as \"0 6 * * ? *\", got \"" + cron + "\": ");
    }
}
