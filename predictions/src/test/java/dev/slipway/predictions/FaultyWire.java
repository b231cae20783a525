package dev.slipway.predictions;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A wire between the code under test and a PostgreSQL server, that can be cut at a chosen moment. */
final class FaultyWire implements AutoCloseable {
    private final ServerSocket door;
    private final Database server;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile int refusals;
    private volatile int cuts;
    private volatile String word;
    private volatile boolean delivered;
    private volatile long bytes = Long.MAX_VALUE;

    FaultyWire(Database server) throws IOException {
        this.server = server;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::admit);
    }

    /** The server as seen through this wire. */
    Database database() {
        String url = server.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + door.getLocalPort() + "/");
        return new Database(url, server.user(), server.password());
    }

    /** How many connections were asked for. */
    int connections() {
        return connections.get();
    }

    /** Refuses so many connections, as a server does that is away. */
    void refuse(int times) {
        refusals = times;
    }

    /** Cuts so many connections once they have carried that many bytes to the server. */
    void cutAfter(long clientBytes, int times) {
        bytes = clientBytes;
        cuts = times;
    }

    /**
     * Cuts a connection, once, when the client says a word.
     *
     * @param deliver whether the server still hears it and acts; its answer is lost in any case
     */
    void cutAt(String clientWord, boolean deliver) {
        delivered = deliver;
        word = clientWord;
        cuts = 1;
    }

    int cutsLeft() {
        return cuts;
    }

    private void admit() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                connections.incrementAndGet();
                if (refusals > 0) {
                    refusals--;
                    client.close();
                } else {
                    URI address = URI.create(server.url().substring("jdbc:".length()));
                    new Line(client, new Socket(address.getHost(), address.getPort())).open();
                }
            } catch (IOException e) {
                // The door was closed, or the server is away: the client sees a closed connection.
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private final class Line {
        private final Socket client;
        private final Socket target;
        private volatile boolean answerIsLost;

        Line(Socket client, Socket target) {
            this.client = client;
            this.target = target;
        }

        void open() {
            daemon(() -> carry(client, target, true));
            daemon(() -> carry(target, client, false));
        }

        private void carry(Socket from, Socket to, boolean towardsServer) {
            byte[] chunk = new byte[64 * 1024];
            long carried = 0;
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    carried += read;
                    if (towardsServer && cuts > 0 && (carried > bytes || says(chunk, read))) {
                        cuts--;
                        word = null;
                        answerIsLost = true;
                        if (!delivered) {
                            return;
                        }
                    }
                    if (!towardsServer && answerIsLost) {
                        return;
                    }
                    out.write(chunk, 0, read);
                }
            } catch (IOException e) {
                // The other direction was cut.
            }
        }

        private boolean says(byte[] chunk, int read) {
            return word != null && new String(chunk, 0, read, StandardCharsets.ISO_8859_1).contains(word);
        }
    }
}
