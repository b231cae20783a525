package dev.slipway.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Tells whether the provisioner has something to do: what its jar holds of migrations, roles and its own steps. */
final class ProvisionDigest {
    private static final Pattern COUNTS = Pattern.compile(
            "db/.+\\.sql|dev/slipway/(lambdas/provision/.+|predictions/(Database)?Roles?(\\$.*)?)\\.class");

    private ProvisionDigest() {}

    /** @throws UncheckedIOException where the jar is not there */
    static String of(Path jar) {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<? extends ZipEntry> entries = file.stream()
                    .filter(entry -> COUNTS.matcher(entry.getName()).matches())
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            for (ZipEntry entry : entries) {
                digest.update(entry.getName().getBytes(StandardCharsets.UTF_8));
                try (InputStream content = file.getInputStream(entry)) {
                    digest.update(content.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("expected the provisioner's jar at " + jar, unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
