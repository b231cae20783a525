package dev.slipway.models.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolidaysTest {
    /** Dates as almanacs have them; 1818 and 2285 are the earliest possible, 1943 and 2038 the latest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1818-03-22",
                "1943-04-25",
                "2000-04-23",
                "2008-03-23",
                "2011-04-24",
                "2024-03-31",
                "2025-04-20",
                "2026-04-05",
                "2027-03-28",
                "2038-04-25",
                "2285-03-22"
            })
    void shouldKnowEaster(LocalDate sunday) {
        assertThat(LocalDate.ofYearDay(sunday.getYear(), Holidays.easter(sunday.getYear())))
                .isEqualTo(sunday);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-03, 1", // Good Friday
        "2026-04-06, 1",
        "2026-05-14, 1", // Ascension
        "2026-05-25, 1", // Whit Monday
        "2026-10-03, 1",
        "2024-12-26, 1",
        "2026-12-24, 2",
        "2026-12-31, 2",
        "2026-04-02, 0",
        "2026-04-07, 0",
        "2026-06-04, 0", // Corpus Christi is kept by some states only
        "2026-12-27, 0"
    })
    void shouldTellHolidaysFromOtherDays(LocalDate date, int kind) {
        assertThat(Holidays.kind(date)).isEqualTo(kind);
    }
}
