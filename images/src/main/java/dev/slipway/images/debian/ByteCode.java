package dev.slipway.images.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Byte code beside the sources, because an image's root is read-only and every start would compile anew. It carries the
 * hash of its source and no time, so it is the same each time; Python does not check it.
 */
final class ByteCode {
    private ByteCode() {}

    /** Compiles with the Python of the root itself, which runs here where the processor is the same. */
    static void compile(Path root) throws IOException {
        Path loader = only(root, "lib64", "ld-linux-x86-64.so.2", "lib/ld-linux-aarch64.so.1");
        Path python;
        try (Stream<Path> programs = Files.list(root.resolve("usr/bin"))) {
            python = programs.filter(file -> file.getFileName().toString().matches("python3\\.[0-9]+"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("none of the packages has a Python"));
        }
        StringBuilder path = new StringBuilder();
        for (String folder : List.of("lib", "usr/lib")) {
            try (Stream<Path> folders = Files.list(root.resolve(folder))) {
                folders.filter(file -> file.toString().endsWith("-linux-gnu"))
                        .forEach(file -> path.append(path.isEmpty() ? "" : ":").append(file));
            }
        }
        Path libraries = root.resolve("usr/lib").resolve(python.getFileName());
        new Commands(root)
                .run(
                        List.of(
                                loader.toRealPath().toString(),
                                "--library-path",
                                path.toString(),
                                python.toString(),
                                "-S",
                                "-m",
                                "compileall",
                                "-q",
                                "-s",
                                root.toString(),
                                "-p",
                                "/",
                                "--invalidation-mode",
                                "unchecked-hash",
                                libraries.toString(),
                                root.resolve("usr/lib/python3").toString()),
                        Map.of(
                                "PYTHONHOME", root.resolve("usr").toString(),
                                "PYTHONHASHSEED", "0",
                                "PYTHONDONTWRITEBYTECODE", "1"));
    }

    private static Path only(Path root, String folder, String name, String other) throws IOException {
        Path first = root.resolve(folder).resolve(name);
        if (Files.isSymbolicLink(first)) { // an absolute link would lead out of the root
            Path target = Files.readSymbolicLink(first);
            return target.isAbsolute() ? root.resolve(target.toString().substring(1)) : first;
        }
        return Files.exists(first) ? first : root.resolve(other);
    }
}
