package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissTest {
    private static final List<String> WORDS = List.of("version", "schedule", "minRows", "keep", "max", "min");

    @ParameterizedTest
    @CsvSource({
        "versoin, version",
        "Version, version",
        "shedule, schedule",
        "min_rows, minRows",
        "kep, keep",
        "mx, max",
    })
    void shouldGuessTheWordThatWasMeant(String typed, String meant) {
        assertThat(NearMiss.hint(typed, WORDS)).isEqualTo("; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({"timezone", "k", "account", "''"})
    void shouldNotGuessWhereNothingIsNear(String typed) {
        assertThat(NearMiss.hint(typed, WORDS)).isEmpty();
    }
}
