package dev.slipway.images.debian;

import dev.slipway.images.Folders;
import dev.slipway.images.python.TestFolders;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A root file system of unpacked packages without what running Python does not need; copyrights stay. */
final class LeanRoot {
    private static final String LIBRARIES = "usr/lib/python3/dist-packages";
    private static final Pattern KEPT = Pattern.compile("usr/bin/python3[^/]*|usr/share/doc/[^/]+/copyright"
            + "|usr/share/zoneinfo/.*|(usr/)?lib(64)?/.*|var/lib/dpkg/status\\.d/.*"
            + "|usr/share/(?!(doc|man|info|locale|lintian|bug|perl|python3?|binfmts|gdb|gcc|libgcrypt20|debhelper"
            + "|python-wheels|applications|pixmaps|menu)/)[^/]+/.*");
    private static final Pattern DROPPED = Pattern.compile(".*\\.(pyc|pyx|pxd|h|hpp|a|la|c|pc|exe|orig)"
            + "|.*/(__pycache__|testsuite)/.*|(?!" + LIBRARIES + "/).*/tests?/.*"
            + "|usr/lib/python3[.0-9]*/(idlelib|lib2to3|ensurepip|turtledemo|tkinter"
            + "|pydoc_data|config-[^/]*|distutils/command)/.*|(usr/)?lib/(systemd|udev|tmpfiles\\.d|sysusers\\.d|debug"
            + "|valgrind|mime|binfmt\\.d|init|dpkg|apt)/.*|(usr/)?lib/[^/]+-linux-gnu/(gconv|audit|perl[^/]*|pkgconfig"
            + "|cmake|security|engines-3|krb5)/.*|usr/bin/.*-config");

    private LeanRoot() {}

    static void make(Path root) throws IOException {
        dropTests(root.resolve(LIBRARIES));
        List<Path> all;
        try (Stream<Path> files = Files.walk(root)) {
            all = files.filter(file -> !file.equals(root))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path file : all) {
            String path = root.relativize(file).toString();
            if (Files.isDirectory(file) && !Files.isSymbolicLink(file)) {
                deleteIfEmpty(file);
            } else if (!KEPT.matcher(path).matches() || DROPPED.matcher(path).matches()) {
                Files.delete(file);
            }
        }
    }

    /** As of libraries that a lock names; elsewhere, as in Python itself, the name of a folder tells. */
    private static void dropTests(Path libraries) throws IOException {
        if (!Files.isDirectory(libraries)) {
            return;
        }
        TestFolders tests = TestFolders.below(libraries);
        List<Path> all;
        try (Stream<Path> files = Files.walk(libraries)) {
            all = files.sorted().toList();
        }
        for (Path file : all) {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && tests.drops(file)) {
                Folders.delete(file);
            } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && tests.dropsFile(file)) {
                Files.delete(file);
            }
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException needed) {
            // it holds what stays
        }
    }
}
