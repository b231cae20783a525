package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory does not grow with the input. The build takes some rows and a small heap; for the specification's figure run
 * {@code mvn -pl inference-spec -am -Dtest=StreamingIT -Dslipway.rows=10000000 -Dslipway.heap=64m verify}.
 */
class StreamingIT {
    private static final long ROWS = Long.getLong("slipway.rows", 400_000);
    private static final String HEAP = System.getProperty("slipway.heap", "20m");

    @TempDir
    private Path folder;

    @Test
    void shouldScoreInAHeapThatCouldNotHoldTheRows() throws Exception {
        Image image = new Image(folder);
        write(image.in().resolve("data.csv"));
        Instant start = Instant.now();

        try (Child child = Child.start(image, "doubling", "predict", "-Xmx" + HEAP)) {
            assertThat(child.status()).as(child.err()).isZero();
        }

        Duration time = Duration.between(start, Instant.now());
        System.out.printf(Locale.ROOT, "%,d rows in a heap of %s: %.1f s%n", ROWS, HEAP, time.toMillis() / 1000.0);
        Success success = Success.verify(image.out());
        assertThat(success.predictionsRows()).isEqualTo(ROWS - ROWS / 1000);
        assertThat(success.rejectsRows()).isEqualTo(ROWS / 1000);
    }

    @Test
    void shouldReadAFieldOfTenMegabytesInASmallHeap() throws Exception {
        Image image = new Image(folder);
        try (BufferedWriter csv = Files.newBufferedWriter(image.in().resolve("data.csv"))) {
            csv.write("id,x,n\na,1,\n\"");
            for (int i = 0; i < 1_000_000; i++) {
                csv.write("\"\",\nmore in\"\"");
            }
            csv.write("\",2,\nc,3,\n");
        }

        try (Child child = Child.start(image, "doubling", "predict", "-Xmx" + HEAP)) {
            assertThat(child.status()).as(child.err()).isZero();
        }
        assertThat(image.predictions()).isEqualTo("id,y\na,2.0\nc,6.0\n");
        assertThat(image.rejects().get(0)).startsWith("data.csv,3,id,too-long,");
    }

    /** Every thousandth row is bad. */
    private static void write(Path file) throws IOException {
        try (BufferedWriter csv = Files.newBufferedWriter(file)) {
            csv.write("id,x,n\n");
            for (long i = 1; i <= ROWS; i++) {
                csv.write("programme-" + i * 7919 % ROWS + (i % 1000 == 0 ? ",none," : "," + i * 0.001 + ",") + i % 28
                        + "\n");
            }
        }
    }
}
