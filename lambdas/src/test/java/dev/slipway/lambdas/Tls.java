package dev.slipway.lambdas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;

/** PostgreSQL's own TLS, with a certificate of localhost that nobody but these tests trusts. */
final class Tls {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;
    private final Path authority;

    Tls(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        this.folder = folder;
        this.authority = RdsServer.makeKeys(keys());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys())) {
            store.load(in, PASSWORD);
        }
        Path file = folder.resolve("server.key");
        // PostgreSQL does not take a key that others may read.
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(store.getKey("rds", PASSWORD).getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    /** The key and the certificate, for servers in Java. */
    Path keys() {
        return folder.resolve("keys.p12");
    }

    /** The file that clients trust. */
    Path authority() {
        return authority;
    }

    /** Options of a PostgreSQL server that offers TLS. */
    Map<String, String> server() {
        return Map.of(
                "ssl", "on",
                "ssl_cert_file", authority.toString(),
                "ssl_key_file", folder.resolve("server.key").toString());
    }
}
