package dev.slipway.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long now;

    @Test
    void shouldWriteOnePlainLineForAShortStepWhereNobodyWatches() {
        Progress progress = progress(false, false);

        progress.start("predict");
        now += 1_500_000_000L;
        progress.advance(5_000, 10_000);
        progress.end("10,000 rows");

        assertThat(written()).isEqualTo("✓ predict    10,000 rows  1.5 s\n");
    }

    @Test
    void shouldWriteAPlainLineEveryTenSecondsOfALongStep() {
        Progress progress = progress(false, false);

        progress.start("predict");
        for (int second = 1; second <= 25; second++) {
            now += 1_000_000_000L;
            progress.advance(second * 1_000L, 30_000);
        }
        progress.end("30,000 rows");

        assertThat(written()).isEqualTo("""
                        predict    … 10,000 of 30,000 rows  10.0 s
                        predict    … 20,000 of 30,000 rows  20.0 s
                        ✓ predict    30,000 rows  25.0 s
                        """);
    }

    @Test
    void shouldRedrawABarOnATerminal() {
        Progress progress = progress(true, true);

        progress.start("predict");
        now += 2_000_000_000L;
        progress.advance(5_000, 10_000);
        progress.end("10,000 rows");

        assertThat(written())
                .isEqualTo("  predict    …"
                        + "\r\u001b[2K  predict    ████████████░░░░░░░░░░░░ 5,000 of 10,000 rows  2.0 s"
                        + "\r\u001b[2K\u001b[32m✓\u001b[0m predict    10,000 rows  2.0 s\n");
    }

    @Test
    void shouldMarkTheStepThatFailed() {
        Progress progress = progress(true, false);

        progress.start("publish");
        progress.fail();
        progress.fail();

        assertThat(written()).isEqualTo("  publish    …\r\u001b[2K✗ publish    failed  0.00 s\n");
    }

    private Progress progress(boolean live, boolean colour) {
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Progress(new Console(stream, stream, live, colour, 80), () -> now);
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
