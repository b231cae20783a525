package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In Berlin clocks go forward on 2026-03-29 from 02:00 to 03:00, and back on 2026-10-25 from 03:00 to 02:00. */
class ScheduleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A due time counts as past at its own instant.
                "0 6 * * ? *   | UTC              | 2026-11-21T06:00:00Z    | 2026-11-21T06:00Z",
                "0 6 * * ? *   | UTC              | 2026-11-21T05:59:59.9Z  | 2026-11-20T06:00Z",
                // Six in the morning is another instant in summer.
                "0 6 * * ? *   | Europe/Berlin    | 2026-03-28T12:00:00Z    | 2026-03-28T05:00Z",
                "0 6 * * ? *   | Europe/Berlin    | 2026-10-24T12:00:00Z    | 2026-10-24T04:00Z",
                // 02:30 does not exist on the day that clocks go forward.
                "30 2 * * ? *  | Europe/Berlin    | 2026-03-28T12:00:00Z    | 2026-03-28T01:30Z",
                "30 2 * * ? *  | Europe/Berlin    | 2026-03-29T12:00:00Z    | 2026-03-28T01:30Z",
                "0 * * * ? *   | Europe/Berlin    | 2026-03-29T00:30:00Z    | 2026-03-29T00:00Z",
                // 02:30 comes twice on the day that clocks go back; the first is due, the second is not.
                "30 2 * * ? *  | Europe/Berlin    | 2026-10-25T00:29:00Z    | 2026-10-24T00:30Z",
                "30 2 * * ? *  | Europe/Berlin    | 2026-10-25T00:30:00Z    | 2026-10-25T00:30Z",
                "30 2 * * ? *  | Europe/Berlin    | 2026-10-25T01:10:00Z    | 2026-10-25T00:30Z",
                "30 2 * * ? *  | Europe/Berlin    | 2026-10-25T01:40:00Z    | 2026-10-25T00:30Z",
                "0 * * * ? *   | Europe/Berlin    | 2026-10-25T01:10:00Z    | 2026-10-25T00:00Z",
                // Half an hour's change, and the southern half of the world.
                "45 1 * * ? *  | Australia/Lord_Howe | 2026-04-04T15:10:00Z | 2026-04-04T14:45Z",
                "0 6 * * ? *   | America/New_York | 2026-11-01T12:00:00Z    | 2026-11-01T11:00Z",
                // Samoa had no 30 December 2011.
                "0 6 * * ? *   | Pacific/Apia     | 2011-12-30T12:00:00Z    | 2011-12-29T16:00Z",
                // Nothing before.
                "0 6 1 1 ? 2030 | UTC             | 2026-11-21T06:00:00Z    |",
                "0 6 1 1 ? 2020 | UTC             | 2026-11-21T06:00:00Z    | 2020-01-01T06:00Z",
            })
    void shouldNameTheLastTimeThatWasDue(String cron, ZoneId zone, Instant at, String previous) {
        Schedule schedule = new Schedule(Cron.parse(cron), zone);

        assertThat(schedule.previousDue(at).orElse(null)).isEqualTo(instant(previous));
    }

    private static Instant instant(String text) {
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }
}
