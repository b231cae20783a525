package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of all commands, and which of them a command line loads. */
class HelpPageTest {
    @Test
    void shouldBeWhatPicocliWouldPrint() throws Exception {
        String page = Typed.slipway("--help").out();

        Golden.resource("help.txt").shouldBe(page);
        assertThat(page).contains("Exit codes:", "promote ", "doctor ");
    }

    @ParameterizedTest
    @CsvSource({
        "status -e staging, status",
        "runs show x, runs",
        "help run, run",
        "artifacts list run, artifacts",
    })
    void shouldLoadTheCommandThatIsTyped(String typed, String command) {
        assertThat(Slipway.needed(typed.split(" "))).isEqualTo(List.of(command));
    }

    @ParameterizedTest
    @CsvSource({"''", "help", "--version", "statsu", "--verbose status", "help statsu"})
    void shouldLoadAllWhereNoneIsNamed(String typed) {
        assertThat(Slipway.needed(typed.split(" "))).isEqualTo(Commands.NAMES);
    }
}
