package dev.slipway.job.runtime;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** What lies below a folder; links are counted, never followed. */
record Usage(long bytes, long files) {
    static Usage of(Path folder) {
        long[] sum = new long[2];
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.size();
                    sum[1]++;
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
                    sum[1]++;
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            // What was seen until then counts.
        }
        return new Usage(sum[0], sum[1]);
    }
}
