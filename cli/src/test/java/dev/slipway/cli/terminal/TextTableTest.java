package dev.slipway.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void shouldAlignNumbersToTheRightAndTextToTheLeft() {
        TextTable table = new TextTable(List.of("Step", "What it did", ">Rows"))
                .row(List.of("fetch", "1 file", "10,000"))
                .row(Arrays.asList("copy", null, "9"));

        assertThat(String.join("\n", table.lines())).isEqualTo("""
                        Step   What it did    Rows
                        ─────  ───────────  ──────
                        fetch  1 file       10,000
                        copy                     9""");
    }

    @Test
    void shouldNotLetACellCommandTheTerminal() {
        TextTable table = new TextTable(List.of("title")).row(List.of("\u001b[2Jgone\nnext\u0007"));

        assertThat(table.lines().get(2)).isEqualTo("·[2Jgone·next·");
    }

    @Test
    void shouldCutLongCells() {
        TextTable table = new TextTable(List.of("title")).row(List.of("🎬".repeat(100)));

        assertThat(table.lines().get(2)).isEqualTo("🎬".repeat(59) + "…");
    }

    @Test
    void shouldRefuseARowOfAnotherLength() {
        assertThatThrownBy(() -> new TextTable(List.of("a", "b")).row(List.of("1")))
                .hasMessage("expected 2 cells, got 1: [1]");
    }
}
