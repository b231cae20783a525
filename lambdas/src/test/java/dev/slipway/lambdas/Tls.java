package dev.slipway.lambdas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority of this test's own, and a certificate of it for localhost; made by the JDK's keytool. */
final class Tls {
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final PrivateKey key;
    private final Certificate certificate;

    Tls(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        keytool("-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=a test's authority", "-ext", "bc:c");
        keytool("-exportcert", "-alias", "ca", "-rfc", "-file", authority().toString());
        keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost");
        String request = folder.resolve("server.csr").toString();
        String signed = folder.resolve("server.pem").toString();
        keytool("-certreq", "-alias", "server", "-file", request);
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-rfc",
                "-ext",
                "san=dns:localhost",
                "-infile",
                request,
                "-outfile",
                signed);
        try (InputStream keys = Files.newInputStream(folder.resolve("keys.p12"));
                InputStream pem = Files.newInputStream(Path.of(signed))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(keys, PASSWORD.toCharArray());
            key = (PrivateKey) store.getKey("server", PASSWORD.toCharArray());
            certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
        Path file = folder.resolve("server.key");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    /** The file that clients trust. */
    Path authority() {
        return folder.resolve("ca.pem");
    }

    /** Options of a PostgreSQL server that offers TLS. */
    Map<String, String> server() {
        return Map.of(
                "ssl", "on",
                "ssl_cert_file", folder.resolve("server.pem").toString(),
                "ssl_key_file", folder.resolve("server.key").toString());
    }

    /** The same for a server in Java. */
    SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, PASSWORD.toCharArray(), new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void keytool(String command, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), command));
        line.addAll(List.of("-keystore", folder.resolve("keys.p12").toString(), "-storepass", PASSWORD));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("keytool " + command + ": " + said);
        }
    }
}
