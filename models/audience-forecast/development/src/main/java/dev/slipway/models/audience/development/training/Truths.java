package dev.slipway.models.audience.development.training;

import dev.slipway.inference.Batch;
import dev.slipway.inference.CsvRows;
import java.nio.file.Path;

/** Reads the rows of a feed whose audience is known, with the contract's own reader: as a run would read them. */
final class Truths {
    private Truths() {}

    /** Looks columns up, once for each batch. */
    interface Reader {
        Taker of(Batch batch);
    }

    /** Takes a row of the batch; the audience in millions. */
    interface Taker {
        void take(int row, double actual);
    }

    /** @throws dev.slipway.inference.InferenceException where a row is bad: training data must be clean */
    static void read(Path feed, Reader reader) {
        try (CsvRows rows = CsvRows.open(feed, FeedColumns.withTruth())) {
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                Taker taker = reader.of(batch);
                int actual = batch.input(FeedColumns.ACTUAL);
                for (int row = 0; row < batch.size(); row++) {
                    if (!batch.isNull(row, actual)) {
                        taker.take(row, batch.getDouble(row, actual));
                    }
                }
            }
        }
    }
}
