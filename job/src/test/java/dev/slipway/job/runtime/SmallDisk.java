package dev.slipway.job.runtime;

import dev.slipway.job.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of some megabytes; a test that may not mount one is skipped, visibly. */
record SmallDisk(Path folder) implements AutoCloseable {
    static SmallDisk mount(Path parent, int mebibytes) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("disk"));
        String refused =
                TestEngine.output("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
        if (!refused.isEmpty()) {
            System.out.println("SKIPPED: this user may not mount a small file system: " + refused);
            Assumptions.abort(refused);
        }
        return new SmallDisk(folder);
    }

    @Override
    public void close() {
        TestEngine.output("umount", folder.toString());
    }
}
