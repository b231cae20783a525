package dev.slipway.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void shouldReadWhatIsMeasured() {
        Options options =
                Options.of(new String[] {"database", "--rows", "12", "--only", "copy,cold", "--engine", "java"});

        assertThat(options.rows(5)).isEqualTo(12);
        assertThat(options.rounds(7)).isEqualTo(7);
        assertThat(options.only()).containsExactly("copy", "cold");
        assertThat(options.engine()).isEqualTo(Engine.JAVA);
    }

    @ParameterizedTest
    @CsvSource({
        "--rows,   many, '--rows: expected a whole number from 1 on, got many'",
        "--rounds, 0,    '--rounds: expected a whole number from 1 on, got 0'",
        "--engine, fast, '--engine: expected java or onnx, got fast'",
        "--row,    1,    'expected --rows, --rounds, --engine, --only or --chart, got --row'"
    })
    void shouldSayWhatIsWrong(String name, String value, String message) {
        assertThatThrownBy(() -> Options.of(new String[] {"database", name, value}))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
