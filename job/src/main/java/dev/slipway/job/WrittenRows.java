package dev.slipway.job;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Success;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Proves the rows that {@code _SUCCESS} claims by counting the records of the files. Only the form is looked at: types
 * are read once, when the rows are published.
 */
final class WrittenRows {
    private WrittenRows() {}

    /** Throws 70 where the file has another number of rows or no form, 75 where it cannot be read. */
    static void provePredictions(Path out, Success success) {
        prove(out.resolve(Success.PREDICTIONS), success.predictionsRows());
    }

    /** As {@link #provePredictions}; nobody but this reads the rejects again. */
    static void proveRejects(Path out, Success success) {
        prove(out.resolve(Success.REJECTS), success.rejectsRows());
    }

    private static void prove(Path file, long expected) {
        long rows = count(file);
        if (rows != expected) {
            throw new InferenceException(
                    ExitCode.DEFECT,
                    file.getFileName() + ": expected " + expected + " rows as " + Success.FILE + " has it, got "
                            + (rows < 0 ? "not even a header" : rows));
        }
    }

    /** The records below the header; -1 where there is no header. */
    private static long count(Path file) {
        try (CsvReader<Boolean> records = CsvReader.builder().build(new Unread(), file)) {
            long rows = -1;
            for (Boolean record : records) {
                rows += record ? 1 : 0;
            }
            return rows;
        } catch (CsvParseException torn) {
            throw new InferenceException(
                    ExitCode.DEFECT,
                    file.getFileName() + ": expected as many fields in each row as in the header: " + torn.getMessage(),
                    torn);
        } catch (IOException | UncheckedIOException failed) {
            throw new InferenceException(ExitCode.TRY_AGAIN, file + ": cannot be read: " + failed, failed);
        }
    }

    /** Makes no text of the fields. */
    private static final class Unread extends AbstractBaseCsvCallbackHandler<Boolean> {
        @Override
        protected Boolean buildRecord() {
            return true;
        }
    }
}
