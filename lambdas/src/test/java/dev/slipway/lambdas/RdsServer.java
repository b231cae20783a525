package dev.slipway.lambdas;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * PostgreSQL as RDS offers it to users who log in by IAM: TLS or nothing, the password asked for in clear text within
 * it, and judged by somebody else than PostgreSQL. Who is let in talks to a real server.
 */
final class RdsServer implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;
    private static final int CLEAR_TEXT = 3;
    private static final String SECRET = "changeit";

    private final ServerSocket door;
    private final int server;
    private final BiPredicate<String, String> judge;
    private final SSLContext tls;
    private final List<String> passwords = new CopyOnWriteArrayList<>();

    /**
     * @param server the port of the real server, which trusts everybody
     * @param keys a key store with the key and certificate of localhost
     * @param judge whether this user may log in with this password
     */
    RdsServer(int server, Path keys, BiPredicate<String, String> judge) throws IOException, GeneralSecurityException {
        this.server = server;
        this.judge = judge;
        this.tls = tls(keys);
        this.door = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        daemon(this::open);
    }

    int port() {
        return door.getLocalPort();
    }

    /** What was sent as a password, in that order. */
    List<String> passwords() {
        return List.copyOf(passwords);
    }

    private void open() {
        while (!door.isClosed()) {
            try {
                Socket visitor = door.accept();
                daemon(() -> serve(visitor));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket visitor) {
        try (visitor) {
            DataInputStream plain = new DataInputStream(visitor.getInputStream());
            plain.readInt();
            if (plain.readInt() != SSL_REQUEST) {
                return;
            }
            visitor.getOutputStream().write('S');
            SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(visitor, null, visitor.getPort(), true);
            secure.setUseClientMode(false);
            greet(secure);
        } catch (IOException gone) {
            // A visitor who does not trust the certificate leaves.
        }
    }

    private void greet(SSLSocket visitor) throws IOException {
        DataInputStream in = new DataInputStream(visitor.getInputStream());
        DataOutputStream out = new DataOutputStream(visitor.getOutputStream());
        int length = in.readInt();
        byte[] startup = in.readNBytes(length - Integer.BYTES);
        out.write('R');
        out.writeInt(2 * Integer.BYTES);
        out.writeInt(CLEAR_TEXT);
        out.flush();
        in.readByte();
        byte[] sent = in.readNBytes(in.readInt() - Integer.BYTES);
        String password = new String(sent, 0, sent.length - 1, StandardCharsets.UTF_8);
        passwords.add(password);
        if (!judge.test(user(startup), password)) {
            refuse(out);
            return;
        }
        try (Socket real = new Socket(InetAddress.getLoopbackAddress(), server)) {
            DataOutputStream there = new DataOutputStream(real.getOutputStream());
            there.writeInt(length);
            there.write(startup);
            there.flush();
            daemon(() -> pour(in, there));
            pour(real.getInputStream(), out);
        }
    }

    private static String user(byte[] startup) {
        List<String> words = List.of(
                new String(startup, Integer.BYTES, startup.length - Integer.BYTES, StandardCharsets.UTF_8).split("\0"));
        return words.get(words.indexOf("user") + 1);
    }

    private static void refuse(DataOutputStream out) throws IOException {
        byte[] fields = "SFATAL\0C28000\0MPAM authentication failed for user\0\0".getBytes(StandardCharsets.UTF_8);
        out.write('E');
        out.writeInt(fields.length + Integer.BYTES);
        out.write(fields);
        out.flush();
    }

    private static void pour(InputStream from, OutputStream to) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
            }
        } catch (IOException hungUp) {
            // Whichever side ends first ends the conversation.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "rds");
        thread.setDaemon(true);
        thread.start();
    }

    private static SSLContext tls(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, SECRET.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, SECRET.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
