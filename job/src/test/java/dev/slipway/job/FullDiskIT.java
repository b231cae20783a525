package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A work folder on a file system of one megabyte that is really full. */
class FullDiskIT {
    @TempDir
    Path folder;

    private Path disk;
    private JobCase run;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        if (status("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) != 0) {
            disk = null;
            System.out.println("SKIPPED: this user may not mount a small file system, so no full disk was tried");
            Assumptions.abort("no right to mount");
        }
        run = new JobCase(folder, TestImages.java(folder.resolve("image")))
                .set("WORK", disk.resolve("work").toString());
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            assertThat(status("umount", disk.toString())).isZero();
        }
    }

    @Test
    void shouldTryAgainWhenTheInputDoesNotFit() {
        fails(60_000, "fetch: cannot copy the input");
    }

    @Test
    void shouldTryAgainWhenThePredictionsDoNotFit() {
        fails(40_000, "predict ended with 75 (try again)");
        assertThat(disk.resolve("work/out/_SUCCESS")).doesNotExist();
    }

    private void fails(int rows, String message) {
        StringBuilder input = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            input.append("k").append(row).append(",2026-11-01,1,,\n");
        }
        run.input(input.toString());
        assertThatThrownBy(() -> run.job().run())
                .hasMessageContaining(message)
                .extracting("exitCode.code")
                .isEqualTo(75);
        assertThat(Analytics.shared().attempts(run.runId).get(0))
                .startsWith("failed|75|")
                .contains(message)
                .contains("No space left on device");
    }

    private static int status(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
