package dev.slipway.predictions;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * What a server says while it sends rows, with as many rows put into one message as there are. It sends each one as a
 * message of its own, and the driver takes each message by itself, which costs more CPU than all else that a copy does
 * with a row. Where one row ends is lost; binary COPY does not need it. Other messages pass as they are.
 *
 * <p>A message is a byte for its type, its length in four bytes, which counts them, and its body; see "Message Formats"
 * in PostgreSQL's documentation.
 */
final class GatheredRows extends InputStream {
    private static final int BUFFER_BYTES = 128 * 1024;

    private static final int HEADER_BYTES = 5;
    private static final byte COPY_DATA = 'd';

    /** A server sends 8 KB at a time, and to wake up for each costs more than to read it. */
    private static final int FEW_BYTES = 32 * 1024;

    private static final long PAUSE_NANOS = 2_000_000;

    private final InputStream server;
    private final boolean waits;
    private final byte[] bytes;

    /** From here to {@link #ready} is what may be read, */
    private int from;

    private int ready;

    /** and from here to {@link #end} what is still to be looked at. */
    private int unseen;

    private int end;

    /** How much is to come of a message whose beginning may be read already. */
    private long rest;

    /** Whether rows are what came last. */
    private boolean rows = true;

    /**
     * @param begun what was received already, beginning with a message
     * @param waits whether to let what comes in succession add up; for a stream that knows how much there is
     */
    GatheredRows(byte[] begun, InputStream server, boolean waits) {
        this.server = server;
        this.waits = waits;
        bytes = Arrays.copyOf(begun, Math.max(BUFFER_BYTES, begun.length));
        end = begun.length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** One that ran into a timeout can be tried again. */
    @Override
    public int read(byte[] to, int at, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (from == ready && !prepare()) {
            return -1;
        }
        int taken = Math.min(length, ready - from);
        System.arraycopy(bytes, from, to, at, taken);
        from += taken;
        return taken;
    }

    @Override
    public int available() throws IOException {
        // What was received of a message says nothing about when the rest comes.
        return ready - from + (unseen < end ? 0 : server.available());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** Answers false at the end. */
    private boolean prepare() throws IOException {
        System.arraycopy(bytes, unseen, bytes, 0, end - unseen);
        end -= unseen;
        unseen = 0;
        from = 0;
        ready = 0;
        if (end == 0 && !receive()) {
            return false;
        }
        if (rest > 0) {
            pass(rest);
        } else {
            nextMessages();
        }
        return true;
    }

    private void nextMessages() throws IOException {
        long size = receiveUpTo(HEADER_BYTES) ? size(0) : 0;
        if (size < HEADER_BYTES) {
            // Broken off, or no message at all: the driver knows what to say.
            pass(Long.MAX_VALUE);
        } else if (bytes[0] == COPY_DATA && size <= bytes.length && receiveUpTo((int) size)) {
            rows = true;
            gather((int) size);
        } else {
            rows = false;
            pass(size);
            while (isWhole(ready) && bytes[ready] != COPY_DATA) {
                pass(ready + size(ready));
            }
        }
    }

    /** Whoever reads gets so many bytes, as soon as they are there. */
    private void pass(long size) {
        ready = (int) Math.min(size, end);
        unseen = ready;
        rest = size - ready;
    }

    /** Makes one message of the rows that are there, of which the first one has this size. */
    private void gather(int first) {
        ready = first;
        unseen = first;
        while (isWhole(unseen) && bytes[unseen] == COPY_DATA) {
            int size = (int) size(unseen);
            System.arraycopy(bytes, unseen + HEADER_BYTES, bytes, ready, size - HEADER_BYTES);
            ready += size - HEADER_BYTES;
            unseen += size;
        }
        int length = ready - 1;
        bytes[1] = (byte) (length >>> 24);
        bytes[2] = (byte) (length >>> 16);
        bytes[3] = (byte) (length >>> 8);
        bytes[4] = (byte) length;
    }

    private boolean isWhole(int at) {
        if (end - at < HEADER_BYTES) {
            return false;
        }
        long size = size(at);
        return size >= HEADER_BYTES && size <= end - at;
    }

    /** Of the message that begins here. */
    private long size(int at) {
        int length = (bytes[at + 1] & 0xff) << 24
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 8
                | bytes[at + 4] & 0xff;
        return 1L + length;
    }

    private boolean receiveUpTo(int size) throws IOException {
        while (end < size) {
            if (!receive()) {
                return false;
            }
        }
        return true;
    }

    private boolean receive() throws IOException {
        if (waits && rows && server.available() < FEW_BYTES) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        int received = server.read(bytes, end, bytes.length - end);
        if (received < 0) {
            return false;
        }
        end += received;
        return true;
    }
}
