package dev.slipway.cli.postgres;

import dev.slipway.cli.CliException;
import dev.slipway.inference.ExitCode;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs for this machine, unpacked once from the library that carries them.
 *
 * @param folder holds {@code bin/postgres}, {@code bin/initdb}, {@code bin/pg_ctl}
 */
public record PostgresBinaries(Path folder) {
    /** Unpacks the programs below a folder, in a folder named by their hash; later calls find them there. */
    public static PostgresBinaries below(Path parent) {
        byte[] archive = archive();
        Path folder = parent.resolve("postgresql-" + sha256(archive).substring(0, 12));
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(parent);
                Path unpacked = Files.createTempDirectory(parent, ".postgresql");
                unpack(archive, unpacked);
                publish(unpacked, folder);
            }
            return new PostgresBinaries(folder.toAbsolutePath());
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.TRY_AGAIN, "PostgreSQL's programs cannot be unpacked to " + folder + ": " + e, e);
        }
    }

    public Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static byte[] archive() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : System.getProperty("os.name");
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        try (InputStream stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            return stream.readAllBytes();
        } catch (IOException | IllegalStateException e) {
            throw new CliException(
                    ExitCode.BAD_CONFIGURATION,
                    String.format(
                            Locale.ROOT,
                            "no embedded PostgreSQL for %s on %s; Linux and macOS on x86-64 and ARM64 have one",
                            system,
                            machine),
                    e);
        }
    }

    private static void unpack(byte[] archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    target.toFile().setExecutable(target.startsWith(folder.resolve("bin")), false);
                }
            }
        }
    }

    /** Moves the finished folder into place; whoever was faster has the same bytes. */
    static void publish(Path unpacked, Path folder) throws IOException {
        unpacked.toFile().setReadable(true, false);
        unpacked.toFile().setExecutable(true, false);
        try {
            Files.move(unpacked, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException failed) {
            Folders.delete(unpacked);
            // That a folder is there and not empty has no exception of its own on every system.
            if (!Files.isDirectory(folder)) {
                throw failed;
            }
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
