package dev.slipway.predictions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port in front of a database that can be cut, as a network or a server that goes down is, and mended. */
final class Wire implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(//)([^:/]+):(\\d+)(/)");

    private final Database target;
    private final InetSocketAddress server;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private volatile ServerSocket listening;

    Wire(Database target) throws IOException {
        this.target = target;
        Matcher address = ADDRESS.matcher(target.url());
        if (!address.find()) {
            throw new IllegalArgumentException(target.url());
        }
        this.server = new InetSocketAddress(address.group(2), Integer.parseInt(address.group(3)));
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = listening.getLocalPort();
        accept(listening);
    }

    Database database() {
        String url = ADDRESS.matcher(target.url()).replaceFirst("//127.0.0.1:" + port + "/");
        return new Database(url, target.user(), target.password());
    }

    /** Cuts once so many more bytes have passed, in both directions together. */
    void cutAfter(long bytes) {
        left.set(bytes);
    }

    void cut() {
        close();
    }

    void mend() {
        try {
            left.set(Long.MAX_VALUE);
            ServerSocket again = new ServerSocket();
            again.setReuseAddress(true);
            again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listening = again;
            accept(again);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        start(() -> {
            while (true) {
                Socket client = socket.accept();
                Socket database = new Socket(server.getAddress(), server.getPort());
                open.add(client);
                open.add(database);
                start(() -> forward(client, database));
                start(() -> forward(database, client));
            }
        });
    }

    private void forward(Socket from, Socket to) throws IOException {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                if (left.addAndGet(-length) < 0) {
                    cut();
                }
                out.write(bytes, 0, length);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // A cut wire: what this class is for.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
            open.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
