package dev.slipway.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands in for SSM's parameter store on one machine: a JSON file that only its owner may read, under the names that
 * SSM will have, such as {@code /slipway/dev/analytics/job/password}.
 */
public final class LocalParameters {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Map<String, String> values = new TreeMap<>();

    public LocalParameters(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                JSON.std.mapFrom(Files.readString(file)).forEach((name, value) -> values.put(name, value.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the local parameter store cannot be read; delete its folder", e);
        }
    }

    /** The secret under a name; a new random one where there is none yet. */
    public synchronized String secret(String name) {
        String known = values.get(name);
        if (known == null) {
            byte[] bytes = new byte[24];
            RANDOM.nextBytes(bytes);
            known = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            values.put(name, known);
            write();
        }
        return known;
    }

    private void write() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            // Created unreadable for others, then moved into place: at no moment can anybody else open it.
            Path written = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    ".parameters",
                    ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    written, JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(values) + "\n");
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the local parameter store cannot be written", e);
        }
    }
}
