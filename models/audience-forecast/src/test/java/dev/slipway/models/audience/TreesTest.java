package dev.slipway.models.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreesTest {
    @ParameterizedTest
    @CsvSource({"4, 0, 10", "5, -3, 20", "5, -2, 30"})
    void shouldFollowValuesUpToTheLimitFirst(int genre, int live, int leaf) {
        int live10 = Feature.LIVE.ordinal();
        Trees trees = Trees.parse(List.of("1:4 10 " + live10 + ":-3 20 30"));
        int[] features = new int[Feature.values().length];
        features[Feature.GENRE.ordinal()] = genre;
        features[live10] = live;

        assertThat(trees.sum(features)).isEqualTo(leaf);
    }

    @Test
    void shouldAddUpAllTrees() {
        Trees trees = Trees.parse(List.of("5", "0:0 100 -100", "-7"));

        assertThat(trees.count()).isEqualTo(3);
        assertThat(trees.sum(new int[Feature.values().length])).isEqualTo(98);
    }

    @Test
    void shouldHoldTreesOfAnySize() {
        String[] line = new String[2001];
        Arrays.setAll(line, i -> i % 2 == 0 ? Integer.toString(i / 2) : "");
        // A chain: above 0 go on, up to 0 stop.
        for (int i = 0; i < 1000; i++) {
            line[2 * i] = "2:" + i;
            line[2 * i + 1] = Integer.toString(i);
        }
        Trees trees = Trees.parse(List.of(String.join(" ", line)));
        int[] features = new int[Feature.values().length];

        for (int slot = 0; slot <= 1000; slot++) {
            features[2] = slot;
            assertThat(trees.sum(features)).isEqualTo(slot);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1:4 10|a split without two branches",
                "1:4 10 20 30|too many nodes",
                "99:4 10 20|no feature 99",
                "1:4 ten 20|ten"
            })
    void shouldSayWhichTreeIsBroken(String line, String problem) {
        assertThatThrownBy(() -> Trees.parse(List.of("5", line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tree 2: ")
                .hasMessageContaining(problem);
    }
}
