package dev.slipway.cli.report;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.slipway.inference.Batch;
import dev.slipway.inference.CsvRows;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Forecast against actual, where the input holds the actual. The output is in input order without the rejected rows, so
 * the two files are read side by side.
 *
 * @param scatter null where there is nothing to show
 * @param reason why there is none
 */
record Truth(Scatter scatter, String reason) {
    static Truth of(Manifest manifest, List<Path> input, Path predictions, RejectFile rejects) {
        Optional<Field> measured = manifest.output().stream()
                .filter(field -> manifest.actuals().containsKey(field.name()))
                .filter(field -> field.type() != FieldType.STRING && field.type() != FieldType.BOOLEAN)
                .findFirst();
        if (measured.isEmpty()) {
            return new Truth(null, "The model names no column that holds the truth of a number it predicts.");
        }
        String actual = manifest.actuals().get(measured.get().name());
        Sample sample = new Sample();
        try (CsvRows rows = CsvRows.open(predictions, List.of(measured.get()))) {
            Forecasts forecasts = new Forecasts(rows);
            boolean found = false;
            for (Path file : input) {
                found |= read(file, actual, rejects, forecasts, sample);
            }
            if (!forecasts.matched()) {
                return new Truth(null, "The rows of the input and of the predictions could not be matched.");
            }
            if (!found) {
                return new Truth(null, "The input has no column " + actual + " to compare the forecast with.");
            }
        } catch (CsvParseException e) {
            return new Truth(null, "The input could not be read beside the predictions: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sample.rows == 0
                ? new Truth(null, "The input's column " + actual + " is empty in every row that was predicted.")
                : new Truth(new Scatter(measured.get().name(), actual, sample.points, sample.rows), "");
    }

    @SuppressWarnings("removal") // Nothing else reads on behind a row that is torn after a closing quote.
    private static boolean read(Path file, String actual, RejectFile rejects, Forecasts forecasts, Sample sample)
            throws IOException {
        String name = file.getFileName().toString();
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(true)
                .ofCsvRecord(file)) {
            Iterator<CsvRecord> each = records.iterator();
            int column = each.hasNext() ? each.next().getFields().indexOf(actual) : -1;
            while (each.hasNext()) {
                CsvRecord record = each.next();
                if (!rejects.has(name, record.getStartingLineNumber())) {
                    double forecast = forecasts.next();
                    sample.add(column < 0 ? Double.NaN : number(record.getField(column)), forecast);
                }
            }
            return column >= 0;
        }
    }

    private static double number(String text) {
        try {
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The forecasts one after another; NaN where one is null. */
    private static final class Forecasts {
        private final CsvRows rows;
        private Batch batch;
        private int row;
        private long asked;
        private long given;

        private Forecasts(CsvRows rows) {
            this.rows = rows;
        }

        private double next() {
            asked++;
            if (batch == null || ++row == batch.size()) {
                batch = rows.next();
                row = 0;
            }
            if (batch == null) {
                return Double.NaN;
            }
            given++;
            return batch.getDouble(row, 0);
        }

        /** Whether there were as many as were asked for; called after the last one. */
        private boolean matched() {
            next();
            return asked == given + 1;
        }
    }

    /** A random sample of fixed size; seeded, so that the same run makes the same report. */
    private static final class Sample {
        private final List<double[]> points = new ArrayList<>();
        private final Random random = new Random(1);
        private long rows;

        private void add(double actual, double forecast) {
            if (!Double.isFinite(actual) || !Double.isFinite(forecast)) {
                return;
            }
            rows++;
            if (points.size() < Scatter.POINTS) {
                points.add(new double[] {actual, forecast});
            } else {
                long place = random.nextLong(rows);
                if (place < Scatter.POINTS) {
                    points.set((int) place, new double[] {actual, forecast});
                }
            }
        }
    }
}
