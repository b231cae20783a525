package dev.slipway.job.runtime;

import dev.slipway.inference.ExitCode;
import dev.slipway.job.runtime.ImageEnd.Observed;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * What an image left in {@code out/}. A link there would be followed on this machine, where it leads to other files than
 * in the image; a named pipe would be waited for without end. So nothing but files and folders stays.
 */
final class OutFolder {
    private OutFolder() {}

    /** Removes everything else and tells of it; null where there was nothing. */
    static Observed clean(Path out) {
        if (out == null) {
            return null;
        }
        List<String> removed = new ArrayList<>();
        try {
            Files.walkFileTree(out, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (!attributes.isRegularFile()) {
                        removed.add(out.relativize(file)
                                + (attributes.isSymbolicLink() ? " -> " + Files.readSymbolicLink(file) : ""));
                        Files.delete(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failed) {
            return new Observed(ExitCode.DEFECT, "left what cannot be read in " + out + ": " + failed);
        }
        return removed.isEmpty()
                ? null
                : new Observed(
                        ExitCode.DEFECT,
                        "left " + ImageEnd.shorten(String.join(", ", removed))
                                + " in out/; expected regular files, links and pipes are not followed");
    }
}
