package dev.slipway.images.python;

import dev.slipway.images.Folders;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Installed libraries without what only developers need, and without what makes two installs differ: tests, byte code,
 * headers, programs, pip and its kin, the installer's own notes; one time stamp, modes that no umask bends.
 */
final class LeanFolder extends SimpleFileVisitor<Path> {
    private static final FileTime STAMP = FileTime.from(Instant.EPOCH.plusSeconds(1));
    private static final String CACHE = "__pycache__";
    private static final Set<String> TOP_FOLDERS = Set.of("bin", "include", "_distutils_hack");
    private static final Pattern TOOLS = Pattern.compile(
            "(pip|setuptools|wheel|pkg_resources|easy_install)(-[^-]+\\.dist-info)?|easy_install\\.py|.*\\.pth");
    private static final Pattern FILES =
            Pattern.compile(".*\\.(pyc|pyo|h|hpp|a|c|cpp|pyx)|INSTALLER|REQUESTED|direct_url\\.json|RECORD.*");

    private final Path root;

    private final TestFolders tests;

    private LeanFolder(Path root, TestFolders tests) {
        this.root = root;
        this.tests = tests;
    }

    /** Removes and evens out, in place. */
    static void make(Path root) throws IOException {
        Files.walkFileTree(root, new LeanFolder(root, TestFolders.below(root)));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (!folder.equals(root) && isOfDevelopers(folder)) {
            Folders.delete(folder);
            return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
    }

    private boolean isOfDevelopers(Path folder) throws IOException {
        String name = folder.getFileName().toString();
        boolean top = folder.getParent().equals(root);
        return name.equals(CACHE)
                || tests.drops(folder)
                || top && (TOP_FOLDERS.contains(name) || TOOLS.matcher(name).matches());
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        String name = file.getFileName().toString();
        boolean top = file.getParent().equals(root);
        if (FILES.matcher(name).matches()
                || tests.dropsFile(file)
                || top && TOOLS.matcher(name).matches()) {
            Files.delete(file);
        } else {
            even(file, Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--");
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
        even(folder, "rwxr-xr-x");
        return FileVisitResult.CONTINUE;
    }

    private static void even(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        Files.setLastModifiedTime(path, STAMP);
    }
}
