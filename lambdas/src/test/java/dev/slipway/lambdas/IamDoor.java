package dev.slipway.lambdas;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * What RDS puts before PostgreSQL for users who log in by IAM: TLS, then it asks for the password in clear text, which is
 * the token, and lets in whose token is good. Behind it a real server trusts whom the door has let in.
 */
final class IamDoor implements AutoCloseable {
    private static final int TLS_REQUEST = 80877103;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SSLContext tls;
    private final int server;
    private final Predicate<String> isGood;

    /** The tokens that were offered. */
    final List<String> tokens = new CopyOnWriteArrayList<>();

    IamDoor(SSLContext tls, int server, Predicate<String> isGood) throws IOException {
        this.tls = tls;
        this.server = server;
        this.isGood = isGood;
        threads.submit(this::open);
    }

    int port() {
        return door.getLocalPort();
    }

    private Void open() throws IOException {
        while (true) {
            Socket guest = door.accept();
            threads.submit(() -> {
                try (guest) {
                    admit(guest);
                }
                return null;
            });
        }
    }

    private void admit(Socket guest) throws IOException {
        ByteBuffer request = ByteBuffer.wrap(message(guest.getInputStream()));
        if (request.getInt(4) != TLS_REQUEST) {
            return; // in clear text nobody is let in
        }
        guest.getOutputStream().write('S');
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(guest, null, guest.getPort(), true);
        secure.setUseClientMode(false);
        byte[] startup = message(secure.getInputStream());
        OutputStream out = secure.getOutputStream();
        out.write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
        out.flush();
        new DataInputStream(secure.getInputStream()).readByte();
        byte[] password = message(secure.getInputStream());
        String token = new String(password, 4, password.length - 5, StandardCharsets.UTF_8);
        tokens.add(token);
        if (!isGood.test(token)) {
            byte[] refused = "SFATAL\0C28000\0MPAM authentication failed\0\0".getBytes(StandardCharsets.UTF_8);
            out.write('E');
            out.write(ByteBuffer.allocate(4).putInt(refused.length + 4).array());
            out.write(refused);
            out.flush();
            return;
        }
        try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
            behind.getOutputStream().write(startup);
            threads.submit(() -> secure.getInputStream().transferTo(behind.getOutputStream()));
            pump(behind.getInputStream(), out);
        }
    }

    private static void pump(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[8192];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(buffer, 0, count);
            to.flush();
        }
    }

    /** With its length, which counts itself. */
    private static byte[] message(InputStream in) throws IOException {
        int length = new DataInputStream(in).readInt();
        byte[] message = ByteBuffer.allocate(length).putInt(length).array();
        new DataInputStream(in).readFully(message, 4, length - 4);
        return message;
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
