package dev.slipway.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of one megabyte, which no image fits on. */
class FullDiskIT {
    @TempDir
    private Path folder;

    @Test
    void shouldLeaveNoHalfAnImageOnAFullDisk() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        if (run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) != 0) {
            System.out.println("SKIPPED: a tiny disk needs root and a kernel that mounts tmpfs");
            Assumptions.abort("no tiny disk can be mounted");
        }
        try (LocalRegistry registry = LocalRegistry.start()) {
            String repository = registry.host() + "/base";
            BaseImage base = BaseImage.parse(
                    repository + "@" + TinyImages.script("exit 0").push(repository + ":1"));
            PackedModel model = PackedModel.in(folder.resolve("image"));
            Path tar = disk.resolve("tiny.tar");

            assertThatThrownBy(() -> model.build(base, folder.resolve("cache")).build(tar))
                    .isInstanceOfSatisfying(InferenceException.class, full -> assertThat(full.exitCode())
                            .isEqualTo(ExitCode.TRY_AGAIN))
                    .hasMessage(tar + " cannot be written: No space left on device");
            try (Stream<Path> files = Files.list(disk)) {
                assertThat(files).isEmpty();
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
