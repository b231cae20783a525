package dev.slipway.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How costs become figures. */
class TableTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Table table = new Table(new PrintStream(out, true, StandardCharsets.UTF_8));

    @Test
    void shouldTellTheMedianAndTheSpread() {
        for (double wall : new double[] {5, 1, 2}) {
            table.add("work", new Cost(wall, wall / 2));
        }

        table.print("A title");

        assertThat(table.median("work")).isEqualTo(new Cost(2, 1));
        assertThat(printed())
                .startsWith("A title, median of 3 rounds (smallest to largest), in seconds\n")
                .contains("work", "2.000 (1.000 to 5.000)", "1.000 (0.500 to 2.500)");
    }

    @Test
    void shouldTellWhetherAFigureIsReached() {
        table.figure("small", 1.3, true, 1.3, "");
        table.figure("large", 1.31, true, 1.3, "");
        table.figure("fast", 3.9, false, 4, " times");

        assertThat(printed().lines().map(String::strip).map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "small 1.30 (at most 1.3: reached)",
                        "large 1.31 (at most 1.3: NOT REACHED)",
                        "fast 3.90 times (at least 4 times: NOT REACHED)");
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
