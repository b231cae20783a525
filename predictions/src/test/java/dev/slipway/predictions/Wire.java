package dev.slipway.predictions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A port in front of a database, where a network's and a server's {@link Trouble} can be made and mended. */
final class Wire implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("//([^:/]+):(\\d+)/");

    /** What a client sends to a deaf line must not vanish in the system's buffers. */
    private static final int RECEIVE_BYTES = 64 * 1024;

    private final Database server;
    private final InetSocketAddress address;
    private final int port;
    private final Set<WireLine> lines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private volatile Trouble trouble = Trouble.NONE;
    private volatile ServerSocket door;

    Wire(Database server) throws IOException {
        this.server = server;
        Matcher found = ADDRESS.matcher(server.url());
        if (!found.find()) {
            throw new IllegalArgumentException(server.url());
        }
        address = new InetSocketAddress(found.group(1), Integer.parseInt(found.group(2)));
        door = open(0);
        port = door.getLocalPort();
        admit(door);
    }

    private static ServerSocket open(int port) throws IOException {
        ServerSocket door = new ServerSocket();
        door.setReuseAddress(true);
        door.setReceiveBufferSize(RECEIVE_BYTES);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return door;
    }

    /** The database as seen through this wire. */
    Database database() {
        return database(server);
    }

    /** Another database or user of the same server, as seen through this wire. */
    Database database(Database other) {
        String url = ADDRESS.matcher(other.url()).replaceFirst("//127.0.0.1:" + port + "/");
        return new Database(url, other.user(), other.password());
    }

    /** How many connections were asked for. */
    int connections() {
        return connections.get();
    }

    /** How many bytes clients have sent. */
    long sent() {
        return sent.get();
    }

    /** Refuses so many connections, as a server does that is away. */
    void refuse(int times) {
        refusals.set(times);
    }

    /** From now on this happens to what passes, also on connections that are open. */
    void make(Trouble made) {
        trouble = made;
    }

    /** Closes the port and all connections. */
    void cut() {
        try {
            door.close();
            lines.forEach(WireLine::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all trouble; connections that were black holes or deaf are reset. */
    void mend() {
        trouble = Trouble.NONE;
        refusals.set(0);
        lines.stream().filter(WireLine::isSilent).forEach(WireLine::reset);
        if (door.isClosed()) {
            try {
                door = open(port);
                admit(door);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void admit(ServerSocket at) {
        WireLine.daemon(() -> {
            while (!at.isClosed()) {
                Socket client = at.accept();
                connections.incrementAndGet();
                if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    client.close();
                    continue;
                }
                try {
                    Socket target = new Socket(address.getAddress(), address.getPort());
                    WireLine line = new WireLine(client, target, lines::remove);
                    lines.add(line);
                    line.open(passage -> {
                        sent.addAndGet(passage.towardsServer() ? passage.length() : 0);
                        trouble.meet(passage);
                    });
                } catch (IOException e) {
                    // The server is away: the client sees a closed connection.
                    client.close();
                }
            }
        });
    }

    @Override
    public void close() {
        cut();
    }
}
