package dev.slipway.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a CSV file into typed columns, a batch at a time; memory does not grow with the file. Used by the contract's own
 * loop for the input and by the publisher for the predictions, so that both read by the same rules.
 *
 * <pre>{@code
 * try (CsvRows rows = CsvRows.open(file, fields)) {
 *     for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
 *         for (int row = 0; row < batch.size(); row++) {
 *             if (!batch.isNull(row, 0)) {
 *                 sum += batch.getDouble(row, 0);
 *             }
 *         }
 *     }
 * }
 * }</pre>
 *
 * Each batch is a new one and may be handed to another thread. One thread reads at a time.
 */
public final class CsvRows implements AutoCloseable {
    /** Rows of a batch: few enough for the processor's caches and for many threads, too many to feel what a batch costs. */
    static final int MOST_ROWS = 1024;
    /** Rows of a file's first batch; each has twice as many as the one before. So a short file has work for many threads. */
    static final int FEWEST_ROWS = 64;
    /** Cells of a batch, about 2 MB: wide rows come in smaller batches. */
    private static final int MOST_CELLS = 1 << 18;
    /** Characters of a batch: long texts come in smaller batches. */
    private static final int MOST_TEXT = 1 << 20;

    private static final Columns NO_OUTPUT = new Columns(List.of(), 0);

    private final String name;
    private final CsvScanner scanner;
    private final boolean strict;

    private List<Field> fields;
    private int named;
    private List<String> ignored;
    private CsvFields values;
    private int rows = FEWEST_ROWS;

    private CsvRows(Path file, String name, boolean strict) throws IOException {
        this.name = name;
        this.strict = strict;
        scanner = new CsvScanner(Files.newInputStream(file), Expected.LONGEST_FIELD);
    }

    /**
     * Opens a file and reads its header. The first row that the fields refuse ends the reading, see {@link #next()}.
     *
     * @param fields the columns wanted, found by their names in the header
     * @throws InferenceException 65 where the file is missing, empty, or lacks a column; 75 where it cannot be read
     */
    public static CsvRows open(Path file, List<Field> fields) {
        return open(file, file.getFileName().toString(), new InputColumns(fields, List.of(), false), true);
    }

    /**
     * Opens a file whose bad rows are collected instead, as {@link Rows#rejects()} of each batch. {@link Batch#input}
     * does not find the actuals; a value there that is no literal becomes null.
     */
    static CsvRows open(Path file, String name, InputColumns wanted) {
        return open(file, name, wanted, false);
    }

    private static CsvRows open(Path file, String name, InputColumns wanted, boolean strict) {
        if (Files.isDirectory(file)) {
            throw new InferenceException(ExitCode.BAD_DATA, name + ": expected a CSV file, got a folder: " + file);
        }
        CsvRows rows = null;
        try {
            rows = new CsvRows(file, name, strict);
            rows.readHeader(wanted);
            return rows;
        } catch (NoSuchFileException e) {
            throw new InferenceException(ExitCode.BAD_DATA, name + ": there is no such file: " + file, e);
        } catch (IOException e) {
            throw new InferenceException(ExitCode.BAD_DATA, name + ": cannot be read: " + e, e);
        } catch (RuntimeException e) {
            if (rows != null) {
                rows.close();
            }
            throw e;
        }
    }

    /** Columns of the file that no field asked for, in their order. */
    public List<String> ignoredColumns() {
        return ignored;
    }

    /**
     * The next rows, at least one; or null at the end of the file. The batch has the fields as its input, in the order
     * given to {@link #open}.
     *
     * @throws InferenceException 65 where a row is bad (the message names file, line, field, code and reason) or a quote
     *     was never closed; 75 where the file cannot be read on
     */
    public Batch next() {
        int capacity = Math.max(FEWEST_ROWS, Math.min(rows, MOST_CELLS / fields.size()));
        rows = Math.min(MOST_ROWS, 2 * rows);
        Columns columns = Columns.toRead(fields, named, capacity);
        values.fill(columns, capacity);
        while (values.rows() + values.rejects().size() < capacity && values.text() < MOST_TEXT && advance()) {
            if (strict && !values.rejects().isEmpty()) {
                throw new InferenceException(
                        ExitCode.BAD_DATA, values.rejects().get(0).at(name));
            }
        }
        if (values.rows() == 0 && values.rejects().isEmpty()) {
            return null;
        }
        return new Batch(columns, NO_OUTPUT, values.taken(name), null);
    }

    private void readHeader(InputColumns wanted) throws IOException {
        if (!scanner.nextRecord()) {
            throw new InferenceException(ExitCode.BAD_DATA, name + ": the file is empty; expected a header line");
        }
        List<byte[]> names = new ArrayList<>();
        do {
            scanner.nextField();
            names.add(Arrays.copyOfRange(scanner.bytes(), scanner.from(), scanner.from() + scanner.length()));
        } while (!scanner.endsRecord());
        demandClosed();
        CsvHeader header = new CsvHeader(name, names, scanner.torn(), scanner.line());
        named = wanted.fields().size();
        fields = wanted.in(header);
        int[] positions = header.positions(fields);
        ignored = header.ignored(positions);
        values = new CsvFields(scanner, positions, named);
    }

    private boolean advance() {
        try {
            boolean found = scanner.nextRecord();
            if (found) {
                values.readRecord();
            }
            demandClosed();
            return found;
        } catch (IOException e) {
            throw new InferenceException(
                    ExitCode.TRY_AGAIN, name + ":" + scanner.line() + ": cannot be read on: " + e, e);
        }
    }

    private void demandClosed() {
        if (scanner.unclosed()) {
            throw new InferenceException(
                    ExitCode.BAD_DATA,
                    name + ":" + scanner.line()
                            + ": a quote is opened in the record that begins here and never closed; nothing behind it"
                            + " can be read");
        }
    }

    @Override
    public void close() {
        try {
            scanner.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
