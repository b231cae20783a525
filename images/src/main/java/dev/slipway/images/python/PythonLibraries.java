package dev.slipway.images.python;

import dev.slipway.images.Folders;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Installs the distributions of a {@code requirements.lock}: those, in those versions, from files of those hashes, for the
 * Python of the image and not for this machine's. The same lock gives the same bytes.
 *
 * @param cache a folder that keeps what was installed, by the lock's content and target
 * @param environment of pip, for example with {@code PIP_INDEX_URL}
 */
public record PythonLibraries(Path cache, Map<String, String> environment) {
    /** The lock's name in a model's folder. */
    public static final String LOCK = Lock.FILE;

    /** Counts up when the same lock shall give other files. */
    private static final String FORM = "2";

    public PythonLibraries(Path cache) {
        this(cache, System.getenv());
    }

    /**
     * @param target the folder to make
     * @throws InferenceException 78 where the lock is wrong or incomplete (each line that is), where pip is missing or finds
     *     no such file; 75 where the disk fails
     */
    public void install(Path lock, Path target, PythonTarget python) {
        install(lock, target, python, new BasePackages(lock, Map.of()));
    }

    void install(Path lock, Path target, PythonTarget python, BasePackages base) {
        Lock read = Lock.read(lock, python);
        try {
            Path kept = cache.resolve(key(read, python, base));
            if (!Files.isDirectory(kept)) {
                fill(read, python, base, kept);
            }
            copy(kept, target);
        } catch (IOException | UncheckedIOException failed) {
            throw new InferenceException(
                    ExitCode.TRY_AGAIN, "the libraries of " + lock + " cannot be installed: " + failed, failed);
        }
    }

    private void fill(Lock lock, PythonTarget python, BasePackages base, Path kept) throws IOException {
        Files.createDirectories(cache);
        Path fresh = Files.createTempDirectory(cache, "new-");
        try {
            Path libraries = Files.createDirectory(fresh.resolve("lib"));
            if (!lock.packages().isEmpty()) {
                new Pip(environment).install(lock, python, libraries);
            }
            Completeness.check(lock, base, python, libraries);
            LeanFolder.make(libraries);
            move(libraries, kept);
        } finally {
            Folders.delete(fresh);
        }
    }

    private static void move(Path fresh, Path kept) throws IOException {
        try {
            Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException taken) {
            if (!Files.isDirectory(kept)) { // else another build was faster, with the same files
                throw taken;
            }
        }
    }

    private static String key(Lock lock, PythonTarget python, BasePackages base) {
        StringBuilder text = new StringBuilder(FORM + "\n" + python + "\n" + base.versions() + "\n" + lock.toPip());
        lock.packages().values().forEach(locked -> text.append(locked.extras()).append('\n'));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
