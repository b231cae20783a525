package dev.slipway.inference;

import java.time.Instant;

/** Runs the model over a batch, and when it throws finds the rows that make it throw. */
final class Scorer {
    /** A whole batch that throws is a broken model; a few last rows that throw are bad rows. */
    private static final int TELLING = 100;

    private final Model model;
    private final Manifest manifest;
    private final Instant asOf;
    private boolean scoredAny;

    Scorer(Model model, Manifest manifest, Instant asOf) {
        this.model = model;
        this.manifest = manifest;
        this.asOf = asOf;
    }

    /**
     * Scores rows that were read.
     *
     * @throws InferenceException 70 where the model throws on every row; whatever the model throws of this type
     */
    Batch score(Batch read) {
        Batch batch = withOutput(read.inputs(), read.rows());
        if (batch.size() == 0) {
            return batch;
        }
        Exception[] last = new Exception[1];
        int thrown = predict(batch, last);
        if (thrown == batch.size() && (thrown >= TELLING || !scoredAny)) {
            throw new InferenceException(
                    ExitCode.DEFECT,
                    "the model threw on every row from line " + batch.line(0) + " to line " + batch.line(thrown - 1)
                            + " of " + batch.rows().file() + ": " + last[0],
                    last[0]);
        }
        scoredAny |= thrown < batch.size();
        return batch;
    }

    /** Gives the number of rows that threw. Halving finds one bad row among 4096 in 24 calls instead of 4096. */
    private int predict(Batch batch, Exception[] last) {
        try {
            model.predict(batch);
            return 0;
        } catch (InferenceException e) {
            throw e;
        } catch (Exception e) {
            last[0] = e;
            if (batch.size() == 1) {
                batch.rows().forget(0);
                batch.reject(0, "the model threw " + e);
                return 1;
            }
            int middle = batch.size() / 2;
            return retry(batch, 0, middle, last) + retry(batch, middle, batch.size(), last);
        }
    }

    private int retry(Batch batch, int from, int to, Exception[] last) {
        Batch part = withOutput(batch.inputs().slice(from, to), batch.rows().slice(from, to));
        int thrown = predict(part, last);
        batch.outputs().paste(part.outputs(), from);
        batch.rows().paste(part.rows(), from);
        return thrown;
    }

    private Batch withOutput(Columns input, Rows rows) {
        return new Batch(input, Columns.output(manifest.output(), input, rows.size()), rows, asOf);
    }
}
