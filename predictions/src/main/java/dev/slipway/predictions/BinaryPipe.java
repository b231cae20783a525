package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Moves rows between two databases as PostgreSQL's binary COPY has them, unread: one thread takes from the source while
 * this one gives to the sink. Memory is {@value #BUFFERS} buffers, whatever the rows.
 *
 * <p>After a failure neither connection can be used: the one still copying is cut off.
 */
final class BinaryPipe {
    private static final int BUFFERS = 24;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final BlockingQueue<Buffer> empty = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Buffer> full = new ArrayBlockingQueue<>(BUFFERS);
    private final CopySize size;
    private final TimeBudget time;
    private long rowsRead = -1;
    private volatile Throwable sourceFailure;

    private static final class Buffer {
        final byte[] bytes = new byte[BUFFER_BYTES];
        int length;
        boolean last;
    }

    /** For one copy. */
    BinaryPipe(CopySize size, TimeBudget time) {
        this.size = size;
        this.time = time;
        for (int i = 0; i < BUFFERS; i++) {
            empty.add(new Buffer());
        }
    }

    /**
     * Copies all rows of a query.
     *
     * @param query a SELECT; its columns' types are exactly those of the target
     * @param target table and columns, as in {@code predictions."audience$1_1" ("id", "viewers")}
     * @return how many rows, as counted on both sides
     * @throws TimeIsOverException where the time ran out
     */
    long copy(Connection source, String query, Connection sink, String target) throws SQLException {
        return copy(source, query, sink, target, "FORMAT binary, FREEZE");
    }

    /** The same into a table that has rows, and readers. */
    long append(Connection source, String query, Connection sink, String target) throws SQLException {
        return copy(source, query, sink, target, "FORMAT binary");
    }

    private long copy(Connection source, String query, Connection sink, String target, String options)
            throws SQLException {
        return run(
                source,
                "COPY (" + query + ") TO STDOUT (FORMAT binary)",
                sink,
                "COPY " + target + " FROM STDIN (" + options + ")");
    }

    private long run(Connection source, String copyOut, Connection sink, String copyIn) throws SQLException {
        Thread reader = new Thread(() -> read(source, copyOut), "slipway-copy-source");
        reader.setDaemon(true);
        reader.start();
        boolean done = false;
        try {
            long written = write(sink, copyIn);
            reader.join();
            if (written != rowsRead) {
                throw new SQLException("the source sent " + rowsRead + " rows, the sink took " + written, "22000");
            }
            done = true;
            return written;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", "57000", e);
        } finally {
            if (!done) {
                reader.interrupt();
                source.abort(Runnable::run);
            }
        }
    }

    private void read(Connection source, String sql) {
        try {
            // A query that sorts says nothing for long.
            Silence.allowed(source, connection -> send(connection, sql));
        } catch (SQLException | RuntimeException | Error e) {
            // Without memory too: who waits for the rows would wait for ever.
            sourceFailure = e;
        }
    }

    private Void send(Connection source, String sql) throws SQLException {
        try {
            CopyOut out = source.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
            Buffer buffer = empty.take();
            long alone = size.aloneRows();
            for (byte[] message = out.readFromCopy(); message != null; message = out.readFromCopy()) {
                if (alone-- == 0) {
                    DriverStream.gatherRows(source);
                }
                for (int from = 0; from < message.length; ) {
                    int length = Math.min(message.length - from, BUFFER_BYTES - buffer.length);
                    System.arraycopy(message, from, buffer.bytes, buffer.length, length);
                    buffer.length += length;
                    from += length;
                    if (buffer.length == BUFFER_BYTES) {
                        full.put(buffer);
                        buffer = empty.take();
                    }
                }
            }
            rowsRead = out.getHandledRowCount();
            buffer.last = true;
            full.put(buffer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private long write(Connection sink, String sql) throws SQLException, InterruptedException {
        CopyIn in = sink.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            for (boolean last = false; !last; ) {
                Buffer buffer = next();
                in.writeToCopy(buffer.bytes, 0, buffer.length);
                last = buffer.last;
                buffer.length = 0;
                empty.put(buffer);
            }
            return in.endCopy();
        } catch (SQLException | InterruptedException | RuntimeException e) {
            cancel(in, e);
            throw e;
        }
    }

    private static void cancel(CopyIn in, Exception cause) {
        try {
            if (in.isActive()) {
                in.cancelCopy();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private Buffer next() throws SQLException, InterruptedException {
        while (true) {
            Buffer buffer = full.poll(100, TimeUnit.MILLISECONDS);
            if (time.isOver()) {
                throw new TimeIsOverException();
            }
            if (buffer != null) {
                return buffer;
            }
            if (sourceFailure instanceof SQLException e) {
                throw SqlFailure.explain("reading the rows", e);
            }
            if (sourceFailure instanceof Error e) {
                throw e;
            }
            if (sourceFailure != null) {
                throw new SQLException("reading the rows failed", "58030", sourceFailure);
            }
        }
    }
}
