package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an image ends, as processes of their own. */
class ProcessIT {
    @TempDir
    private Path folder;

    private Image image;

    @BeforeEach
    void makeImage() throws IOException {
        image = new Image(folder).data("id,x,n\na,1,\nb,2,\n");
    }

    @Test
    void shouldEndWith143AndWithoutSuccessWhenTerminatedInTheMiddle() throws Exception {
        try (Child child = Child.start(image, "hanging", "predict")) {
            child.await(image.model().resolve("in-the-middle"));
            assertThat(child.isAlive()).as(child.err()).isTrue();

            assertThat(child.terminate().status()).isEqualTo(143);
            assertThat(image.succeeded()).isFalse();
        }
    }

    @Test
    void shouldNotWriteSuccessAfterTheSignalEvenWhereTheModelGoesOn() throws Exception {
        try (Child child = Child.start(image, "stubborn", "predict")) {
            child.await(image.model().resolve("in-the-middle"));

            assertThat(child.terminate().status()).isEqualTo(143);
            // The model went on to its last row, so only the last step was missing.
            assertThat(image.predictions()).isEqualTo("id,y\na,2.0\nb,4.0\n");
            assertThat(image.succeeded()).isFalse();
        }
    }

    @Test
    void shouldLeaveSuccessExactlyWhereItEndsWithZeroWheneverTheSignalComes() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            try (Child child = Child.start(image.clean(), "doubling", "predict")) {
                // Files appear one by one near the end; the signal comes around each of them.
                String file = List.of("predictions.csv", "report.json", "_SUCCESS.tmp")
                        .get(i % 3);
                int status = child.await(image.out().resolve(file)).terminate().status();

                statuses.add(status);
                assertThat(image.succeeded())
                        .as("ended with %s: %s", status, child.err())
                        .isEqualTo(status == 0);
            }
        }
        assertThat(statuses).isSubsetOf(0, 143);
    }

    @Test
    void shouldStopAModelThatHangsWhenTheDeadlinePasses() throws Exception {
        Instant deadline = Instant.now().plusSeconds(2);
        image.request(new Request("1.0", "r", Image.AS_OF, deadline, List.of("data.csv"), RejectLimit.NONE));

        try (Child child = Child.start(image, "hanging", "predict")) {
            assertThat(child.status()).isEqualTo(ExitCode.TRY_AGAIN.code());
            assertThat(child.err())
                    .contains("the deadline " + deadline + " has passed")
                    .hasLineCount(1);
            assertThat(image.succeeded()).isFalse();
        }
    }

    @Test
    void shouldPrintNothingButTheManifestWhereTheModelPrints() throws Exception {
        try (Child described = Child.start(image, "noisy", "describe");
                Child predicted = Child.start(image, "noisy", "predict")) {
            assertThat(described.status()).isZero();
            assertThat(described.out())
                    .isEqualToNormalizingNewlines(Manifest.parse(Image.MANIFEST).toJson() + "\n");
            assertThat(predicted.status()).isZero();
            assertThat(predicted.out()).contains("loading", "scoring", "closing", "2 predicted");
        }
    }

    @Test
    void shouldTryAgainWhereTheDiskIsFull() throws Exception {
        image.data("id,x,n\n"
                + IntStream.range(0, 50_000)
                        .mapToObj(i -> "row" + i + "," + i + ",\n")
                        .collect(Collectors.joining()));
        // No file may grow beyond 64 blocks of 1 KiB or 512 bytes; the signal ignored, the write itself fails.
        List<String> limited = List.of("/bin/sh", "-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "sh");
        boolean shell = Files.isExecutable(Path.of("/bin/sh"));
        if (!shell) {
            System.out.println("SKIPPED: a full disk: no /bin/sh");
        }
        assumeTrue(shell, "no /bin/sh");

        try (Child child = Child.start(image, limited, "doubling", "predict")) {
            assertThat(child.status()).as(child.err()).isEqualTo(ExitCode.TRY_AGAIN.code());
            assertThat(child.err()).contains("File too large");
            assertThat(image.succeeded()).isFalse();
        }
    }

    @Test
    void shouldEndWithTheStatusesOfTheSpecification() throws Exception {
        image.data("id;x;n\n");
        List<Integer> statuses = new ArrayList<>();
        for (String verb : List.of("fit", "validate", "predict")) {
            try (Child child = Child.start(image, "doubling", verb)) {
                statuses.add(child.status());
            }
        }
        assertThat(statuses).containsExactly(64, 70, 65);
    }
}
