package dev.slipway.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavaOptionsTest {
    @Test
    void shouldLeaveTheCollectorAndTheMemoryToACommandThatDecidesThem() {
        assertThat(JavaOptions.beside(List.of("java", "-jar", "x.jar")))
                .containsExactly("-XX:+UseSerialGC", "-XX:MaxRAMPercentage=70");
        assertThat(JavaOptions.beside(List.of("java", "-XX:+UseParallelGC", "-Xmx1g", "-jar", "x.jar")))
                .isEmpty();
    }
}
