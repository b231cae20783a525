package dev.slipway.models.audience.development.training;

import dev.slipway.inference.Batch;
import dev.slipway.inference.CsvRows;
import java.nio.file.Path;

/** Reads the rows of a feed whose audience is known, with the contract's own reader: as a run would read them. */
final class Truths {
    private Truths() {}

    /** Takes a row; audiences in millions. */
    interface Taker {
        void take(Batch batch, int row, double actual);
    }

    /** @throws dev.slipway.inference.InferenceException where a row is bad: training data must be clean */
    static void read(Path feed, Taker taker) {
        try (CsvRows rows = CsvRows.open(feed, FeedColumns.withTruth())) {
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                int actual = batch.input(FeedColumns.ACTUAL);
                for (int row = 0; row < batch.size(); row++) {
                    if (!batch.isNull(row, actual)) {
                        taker.take(batch, row, batch.getDouble(row, actual));
                    }
                }
            }
        }
    }
}
