package dev.slipway.predictions;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A socket that is closed where a peer takes nothing of what is written to it. TCP alone would go on for a quarter of an
 * hour with a machine that is gone, and for ever with one that answers, but has no room.
 */
final class ImpatientSocket extends Socket {
    /** What is written at once, so that some room made is seen as such. */
    private static final int PIECE_BYTES = 64 * 1024;

    /** Looks are counted rather than time, so that a process that was frozen gives nobody up. */
    private static final int LOOKS = 10;

    private final long patienceMillis;
    private volatile int steps;

    /** @param patienceMillis how long a write may go without progress; 0 for as long as TCP likes */
    ImpatientSocket(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream system = super.getOutputStream();
        return patienceMillis == 0 ? system : new Watched(system);
    }

    private final class Watched extends OutputStream {
        private final OutputStream system;
        private long unwatched = PIECE_BYTES;

        Watched(OutputStream system) {
            this.system = system;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int done = 0; done < length; done += PIECE_BYTES) {
                piece(bytes, from + done, Math.min(PIECE_BYTES, length - done));
            }
        }

        private void piece(byte[] bytes, int from, int length) throws IOException {
            // The first ones find room in the system's buffers: who sends no more needs no watch.
            if (unwatched >= 0) {
                unwatched -= length;
                if (unwatched < 0) {
                    watch();
                }
            }
            steps++;
            try {
                system.write(bytes, from, length);
            } finally {
                steps++;
            }
        }

        @Override
        public void close() throws IOException {
            system.close();
        }
    }

    private void watch() {
        Thread watch = new Thread(this::look, "slipway-writes");
        watch.setDaemon(true);
        watch.start();
    }

    /** Until the socket is closed. The number of steps is odd while a piece is being written. */
    private void look() {
        int seen = 0;
        int before = 0;
        try {
            while (!isClosed()) {
                Thread.sleep(Math.max(1, patienceMillis / LOOKS));
                int now = steps;
                seen = now % 2 != 0 && now == before ? seen + 1 : 0;
                before = now;
                if (seen == LOOKS) {
                    // Below TLS, whose own farewell would wait for the same room.
                    close();
                }
            }
        } catch (IOException | InterruptedException e) {
            // It is of no use to anybody.
        }
    }
}
