package dev.slipway.models.audience.development.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private final Noise noise = new Noise(42).stream(3);

    @Test
    void shouldBeUniform() {
        assertThat(mean(i -> noise.uniform(i, 7, 1))).isCloseTo(0.5, within(0.005));
        assertThat(mean(i -> noise.uniform(7, i, 1) < 0.1 ? 1 : 0)).isCloseTo(0.1, within(0.005));
    }

    @Test
    void shouldBeNormal() {
        assertThat(mean(i -> noise.normal(1, 2, i))).isCloseTo(0, within(0.02));
        assertThat(mean(i -> noise.normal(1, i, 2) * noise.normal(1, i, 2))).isCloseTo(1, within(0.03));
    }

    @Test
    void shouldGiveIndependentStreams() {
        Noise other = new Noise(42).stream(4);

        assertThat(mean(i -> noise.normal(i, 0, 0) * other.normal(i, 0, 0))).isCloseTo(0, within(0.03));
        assertThat(mean(i -> noise.normal(i, 0, 0) * noise.normal(i, 0, 1))).isCloseTo(0, within(0.03));
    }

    @Test
    void shouldChangeSmoothlyOverTime() {
        for (long day = -100; day < 100; day++) {
            assertThat(noise.smooth(1, day + 1, 40) - noise.smooth(1, day, 40)).isBetween(-0.2, 0.2);
        }
    }

    private static double mean(LongToDoubleFunction value) {
        return LongStream.range(0, 20_000).mapToDouble(value).average().orElseThrow();
    }
}
