package dev.slipway.images.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Symbolic links that stay inside a root file system wherever it lies: relative, and none that leads nowhere. */
final class LinksInside {
    private LinksInside() {}

    static void make(Path root) throws IOException {
        List<Path> links;
        try (Stream<Path> files = Files.walk(root)) {
            links = files.filter(Files::isSymbolicLink).sorted().toList();
        }
        for (Path link : links) {
            Path target = Files.readSymbolicLink(link);
            if (target.isAbsolute()) {
                Files.delete(link);
                Files.createSymbolicLink(
                        link,
                        link.getParent()
                                .relativize(root.resolve(target.toString().substring(1))));
            }
        }
    }

    /** Those whose target no longer is there. */
    static void dropBroken(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                if (!Files.exists(link)) {
                    Files.delete(link);
                }
            }
        }
    }
}
