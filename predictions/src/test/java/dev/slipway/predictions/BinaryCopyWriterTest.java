package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.CsvRows;
import dev.slipway.inference.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it writes is read by PostgreSQL in {@link PublisherIT}; here is what no random length finds. */
class BinaryCopyWriterTest {
    private static final int FIRST_BUFFER = 64 * 1024;

    @TempDir
    private Path folder;

    /** Wherever the first buffer ends: in the text, at its end, or in a value after it. */
    @Test
    void shouldGrowBeforeAnyValue() throws IOException {
        Manifest manifest =
                Runs.manifest("wide", "1.0.0", "id:string", "text:string", "l:long", "b:boolean", "d:double");
        for (int length = FIRST_BUFFER - 120; length < FIRST_BUFFER + 10; length++) {
            String text = "x".repeat(length);
            Path file = Files.writeString(folder.resolve("rows.csv"), "id,text,l,b,d\nk," + text + ",7,true,0.5\n");
            BinaryCopyWriter writer = new BinaryCopyWriter("rows.csv", manifest);
            try (CsvRows rows = CsvRows.open(file, manifest.output())) {
                writer.row(rows.next(), 0);
            }
            ByteBuffer written = ByteBuffer.wrap(writer.take());
            written.position("PGCOPY\n?\r\n0".length() + Integer.BYTES + Integer.BYTES);
            assertThat(written.getShort()).isEqualTo((short) 5);
            assertThat(text(written)).isEqualTo("k");
            assertThat(text(written).equals(text))
                    .as("a text of %d bytes", length)
                    .isTrue();
            assertThat(written.getInt()).isEqualTo(8);
            assertThat(written.getLong()).isEqualTo(7);
            assertThat(written.getInt()).isEqualTo(1);
            assertThat(written.get()).isEqualTo((byte) 1);
            assertThat(written.getInt()).isEqualTo(8);
            assertThat(written.getDouble()).isEqualTo(0.5);
            assertThat(written.hasRemaining()).isFalse();
        }
    }

    private static String text(ByteBuffer from) {
        byte[] bytes = new byte[from.getInt()];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
