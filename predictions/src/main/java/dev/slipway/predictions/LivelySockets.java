package dev.slipway.predictions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Map;
import java.util.Properties;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.postgresql.PGProperty;
import org.postgresql.util.PSQLException;

/**
 * Sockets that ask a silent server after half a minute whether it is still there, and give it up after another half:
 * the system alone would ask after two hours. One that takes nothing of what is sent is given up after the connection's
 * {@code socketTimeout}, see {@link ImpatientSocket}. The driver makes one factory for each connection.
 */
public final class LivelySockets extends SocketFactory {
    /** Seconds, and how often. */
    private static final Map<SocketOption<Integer>, Integer> OPTIONS = Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE,
            30,
            ExtendedSocketOptions.TCP_KEEPINTERVAL,
            10,
            ExtendedSocketOptions.TCP_KEEPCOUNT,
            3);

    private final long patienceMillis;

    /** @param connection the driver's options */
    public LivelySockets(Properties connection) {
        try {
            patienceMillis = 1000L * PGProperty.SOCKET_TIMEOUT.getInt(connection);
        } catch (PSQLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public Socket createSocket() {
        try {
            Socket socket = new ImpatientSocket(patienceMillis);
            for (Map.Entry<SocketOption<Integer>, Integer> option : OPTIONS.entrySet()) {
                if (socket.supportedOptions().contains(option.getKey())) {
                    socket.setOption(option.getKey(), option.getValue());
                }
            }
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unconnected();
    }

    private static UnsupportedOperationException unconnected() {
        return new UnsupportedOperationException("the driver connects the sockets that it is given");
    }
}
