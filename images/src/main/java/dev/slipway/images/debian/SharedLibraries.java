package dev.slipway.images.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The shared libraries of a root file system: those stay that Python or one of its modules loads. Some lie in a folder that
 * the loader does not look into, because Debian's {@code update-alternatives} would link one of several; the one of
 * OpenBLAS is linked.
 */
final class SharedLibraries {
    private static final Pattern LIBRARY = Pattern.compile("(usr/)?lib/[a-z0-9_]+-linux-gnu/.*\\.so[.0-9]*");
    private static final Pattern SEEN_BY_LOADER = Pattern.compile("(usr/)?lib(64|/[a-z0-9_]+-linux-gnu)?/[^/]+");
    /** Loaded by name in mid-run: threads that end need it. */
    private static final Set<String> LOADED_LATER = Set.of("libgcc_s.so.1");

    private final Path root;
    private final Map<String, List<Path>> byName = new TreeMap<>();
    private final Set<Path> reached = new HashSet<>();
    private final Deque<Path> open = new ArrayDeque<>();

    private SharedLibraries(Path root) {
        this.root = root;
    }

    /** Links what the loader would not find and removes what nothing loads. */
    static void prune(Path root) throws IOException {
        SharedLibraries libraries = new SharedLibraries(root);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(file -> !Files.isDirectory(file)).sorted().toList()) {
                libraries.index(file);
            }
        }
        libraries.follow();
        libraries.remove();
    }

    private void index(Path file) {
        String path = root.relativize(file).toString();
        byName.computeIfAbsent(file.getFileName().toString(), name -> new ArrayList<>())
                .add(file);
        boolean library = LIBRARY.matcher(path).matches();
        if (!library || LOADED_LATER.contains(file.getFileName().toString()) || path.startsWith("lib64/")) {
            if (Files.isRegularFile(file)) {
                open.add(file);
            }
        }
    }

    private void follow() throws IOException {
        while (!open.isEmpty()) {
            Path file = open.remove();
            reached.add(file);
            Path real = file.toRealPath();
            if (reached.add(real)) {
                open.add(real);
            }
            for (String needed : Elf.needed(real)) {
                Path library = find(needed);
                if (library != null && !reached.contains(library)) {
                    open.add(library);
                }
            }
        }
    }

    /** The one that the loader finds, linked to where it looks if it must be; null where no package has it. */
    private Path find(String name) throws IOException {
        List<Path> all = byName.getOrDefault(name, List.of());
        for (Path file : all) {
            if (SEEN_BY_LOADER.matcher(root.relativize(file).toString()).matches()) {
                return file;
            }
        }
        Path hidden = all.stream()
                .filter(file ->
                        LIBRARY.matcher(root.relativize(file).toString()).matches())
                .min(Comparator.comparing((Path file) -> !file.toString().contains("openblas")))
                .orElse(null);
        if (hidden != null) {
            Path link = hidden.getParent().resolveSibling(name);
            Files.createSymbolicLink(link, link.getParent().relativize(hidden));
            reached.add(link);
            byName.get(name).add(link);
        }
        return hidden;
    }

    private void remove() throws IOException {
        for (List<Path> files : byName.values()) {
            for (Path file : files) {
                if (LIBRARY.matcher(root.relativize(file).toString()).matches() && !reached.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
