package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EtlHandlerTest {
    /** Set where a process may be told what not to find out at its start. */
    private static final String TOLD = "java.locale.providers";

    /** Starts as Lambda does, but is not set up. */
    static final class Function {
        private Function() {}

        public static void main(String[] args) {
            try {
                new EtlHandler();
            } catch (IllegalArgumentException notSetUp) {
                System.out.println(System.getProperty(TOLD));
            }
        }
    }

    @Test
    void aFunctionIsToldWhatNotToFindOut() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Function.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("FALLBACK");
    }

    @Test
    void aRehearsalKeepsTheSettingsOfItsProcess() {
        String before = System.getProperty(TOLD);

        assertThatIllegalArgumentException().isThrownBy(() -> new EtlHandler(Map.of()));

        assertThat(System.getProperty(TOLD)).isEqualTo(before);
    }
}
