package dev.slipway.inference;

import java.nio.file.Path;
import java.util.List;

/**
 * Reads a CSV file into typed columns, a batch at a time; memory does not grow with the file. Used by the contract's own
 * loop for the input and by the publisher for the predictions, so that both read by the same rules.
 */
public final class CsvRows implements AutoCloseable {
    private CsvRows() {}

    /**
     * Opens a file and reads its header.
     *
     * @param fields the columns wanted, found by their names in the header
     * @throws InferenceException 65 where the file is missing, empty, or lacks a column
     */
    public static CsvRows open(Path file, List<Field> fields) {
        throw new IllegalStateException("in work");
    }

    @Override
    public void close() {}
}
