package dev.slipway.predictions;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One connection that goes over a {@link Wire}. */
final class WireLine implements Closeable {
    private static final int CHUNK = 16 * 1024;

    private final Socket client;
    private final Socket target;
    private final Consumer<WireLine> closed;
    private final AtomicLong carried = new AtomicLong();
    private volatile boolean blackHole;
    private volatile boolean deaf;
    private volatile boolean answerIsLost;
    private volatile long answerDelay;

    WireLine(Socket client, Socket target, Consumer<WireLine> closed) {
        this.client = client;
        this.target = target;
        this.closed = closed;
    }

    interface Work {
        void run() throws IOException;
    }

    static void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // A cut wire: what this class is for.
                    }
                },
                "wire");
        thread.setDaemon(true);
        thread.start();
    }

    void open(Trouble trouble) {
        daemon(() -> carry(client, target, true, trouble));
        daemon(() -> carry(target, client, false, trouble));
    }

    private void carry(Socket from, Socket to, boolean towardsServer, Trouble trouble) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (this) {
            for (int read = from.getInputStream().read(chunk);
                    read >= 0;
                    read = from.getInputStream().read(chunk)) {
                while (deaf && !from.isClosed()) {
                    pause(10);
                }
                if (blackHole) {
                    continue;
                }
                if (!towardsServer && answerIsLost) {
                    return;
                }
                if (!towardsServer && answerDelay > 0) {
                    pause(answerDelay);
                    answerDelay = 0;
                }
                trouble.meet(new Passage(this, to, towardsServer, chunk, read, carried.getAndAdd(read)));
            }
        }
    }

    /** Takes everything from now on and passes nothing, in either direction; nobody is told. */
    void becomeBlackHole() {
        blackHole = true;
    }

    /** Takes nothing more, so that whoever sends has to wait; it stays open. */
    void becomeDeaf() {
        deaf = true;
    }

    boolean isSilent() {
        return blackHole || deaf;
    }

    /** Ends the connection when the server next says something. */
    void loseAnswer() {
        answerIsLost = true;
    }

    /** Holds what the server says next back for a while. */
    void delayAnswer(long millis) {
        answerDelay = millis;
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the connection with a reset instead of an orderly end. */
    void reset() {
        try {
            client.setSoLinger(true, 0);
            target.setSoLinger(true, 0);
        } catch (SocketException e) {
            // It is closed already.
        }
        close();
    }

    @Override
    public void close() {
        closed.accept(this);
        try (client;
                target) {
            // Both ends are closed.
        } catch (IOException e) {
            // It was closed by the other side.
        }
    }
}
