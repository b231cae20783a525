package dev.slipway.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Layers that jib keeps of earlier builds, so that it need not compress them again. It never removes one by itself. */
final class OldLayers {
    private static final Duration KEPT = Duration.ofDays(30);

    private OldLayers() {}

    /** Removes what was made long ago; whoever still needs it has it made again, once in that time. */
    static void remove(Path layers) throws IOException {
        Instant oldest = Instant.now().minus(KEPT);
        for (String kind : List.of("layers", "selectors")) {
            Path folder = layers.resolve(kind);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            List<Path> entries;
            try (Stream<Path> found = Files.list(folder)) {
                entries = found.toList();
            }
            for (Path entry : entries) {
                if (Files.getLastModifiedTime(entry).toInstant().isBefore(oldest)) {
                    Folders.delete(entry);
                }
            }
        }
    }
}
