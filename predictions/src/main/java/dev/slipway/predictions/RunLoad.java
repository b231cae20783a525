package dev.slipway.predictions;

import dev.slipway.inference.Batch;
import dev.slipway.inference.CsvRows;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.Utils;

/**
 * Streams predictions.csv into a run's table. One thread parses and encodes while the caller's sends; a few chunks
 * between them are all the memory it takes.
 */
final class RunLoad {
    private static final int CHUNKS = 4;
    private static final byte[] END = {};

    private final Path file;
    private final Manifest manifest;
    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private volatile boolean stopped;

    RunLoad(Path file, Manifest manifest) {
        this.file = file;
        this.manifest = manifest;
    }

    /**
     * Copies the rows into the table.
     *
     * @param skip rows to leave out, counted from 0 in the order of the file
     * @return how many rows the file has, those left out as well
     * @throws PublishException 70 where the file breaks the manifest; the message names file, line, field and value
     */
    long into(Connection connection, String table, BitSet skip) throws SQLException {
        stopped = false;
        FutureTask<Long> parse = new FutureTask<>(() -> parse(skip));
        Thread parser = new Thread(parse, "slipway-parse");
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement(table));
        parser.start();
        try {
            for (byte[] chunk = chunks.take(); chunk != END; chunk = chunks.take()) {
                copy.writeToCopy(chunk, 0, chunk.length);
            }
            long rows = parse.get();
            long copied = copy.endCopy();
            if (copied != rows - skip.cardinality()) {
                throw new PublishException(
                        ExitCode.DEFECT,
                        file + ": sent " + (rows - skip.cardinality()) + " rows to " + table + ", COPY took " + copied);
            }
            return rows;
        } catch (ExecutionException e) {
            throw violation(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException(ExitCode.TRY_AGAIN, file + ": interrupted while it was copied", e);
        } finally {
            stopped = true;
            parse.cancel(true);
            if (copy.isActive()) {
                copy.cancelCopy();
            }
            // The driver closes a connection that nobody can reach any more, and the COPY alone does not hold it.
            Reference.reachabilityFence(connection);
        }
    }

    private String statement(String table) throws SQLException {
        StringBuilder sql = new StringBuilder("COPY predictions.");
        Utils.escapeIdentifier(sql, table).append(" (");
        String separator = "";
        for (Field field : manifest.output()) {
            Utils.escapeIdentifier(sql.append(separator), field.name());
            separator = ", ";
        }
        return sql.append(") FROM STDIN (FORMAT binary, FREEZE)").toString();
    }

    private long parse(BitSet skip) throws InterruptedException {
        try (CsvRows rows = CsvRows.open(file, manifest.output())) {
            if (!rows.ignoredColumns().isEmpty()) {
                throw new PublishException(
                        ExitCode.DEFECT,
                        file + ":1: expected the columns "
                                + manifest.output().stream().map(Field::name).collect(Collectors.joining(","))
                                + " alone, got " + String.join(",", rows.ignoredColumns()) + " as well");
            }
            BinaryCopyWriter writer = new BinaryCopyWriter(file.toString(), manifest);
            long read = 0;
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                write(batch, skip, read, writer);
                read += batch.size();
                chunks.put(writer.take());
            }
            chunks.put(writer.end());
            return read;
        } finally {
            // Where the sender gave up, nobody takes the chunks.
            if (!stopped) {
                chunks.put(END);
            }
        }
    }

    private static void write(Batch batch, BitSet skip, long read, BinaryCopyWriter writer) {
        for (int row = 0; row < batch.size(); row++) {
            if (!skip.get(Math.toIntExact(read + row))) {
                writer.row(batch, row);
            }
        }
    }

    /** What is bad data in an input is a defect of the image in its output. */
    private static RuntimeException violation(Throwable cause) {
        if (cause instanceof InferenceException bad) {
            ExitCode code = bad.exitCode() == ExitCode.BAD_DATA ? ExitCode.DEFECT : bad.exitCode();
            return new PublishException(code, bad.getMessage(), bad);
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
