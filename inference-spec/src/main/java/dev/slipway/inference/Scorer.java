package dev.slipway.inference;

import java.time.Instant;

/** Runs the model over a batch, and when it throws finds the rows that make it throw. */
final class Scorer {
    /** So many first rows that all throw are a broken model: trying every other row alone would only cost time. */
    static final int TELLING = 1000;

    private final Model model;
    private final Manifest manifest;
    private final Instant asOf;
    /** Whether the model has taken any row without throwing; from then on a row that throws is a bad row. */
    private boolean answered;

    private int thrown;
    private String first;
    private String last;
    private Exception cause;

    Scorer(Model model, Manifest manifest, Instant asOf) {
        this.model = model;
        this.manifest = manifest;
        this.asOf = asOf;
    }

    /**
     * Scores rows that were read.
     *
     * @throws InferenceException 70 where the model threw on each of the run's first 1000 rows; whatever the model throws
     *     of this type
     */
    Batch score(Batch read) {
        Batch batch = withOutput(read.inputs(), read.rows());
        if (batch.size() > 0) {
            predict(batch);
        }
        return batch;
    }

    /**
     * To be called after the last batch.
     *
     * @throws InferenceException 70 where the model threw on every row
     */
    void demandAnAnswer() {
        if (!answered && thrown > 0) {
            throw new InferenceException(
                    ExitCode.DEFECT,
                    "the model threw on every row from " + first + " to " + last + ": " + cause,
                    cause);
        }
    }

    /** Halving finds one bad row among 8192 in 26 calls instead of 8192. Parts are tried in the order of the input. */
    private void predict(Batch batch) {
        try {
            model.predict(batch);
            answered = true;
        } catch (InferenceException e) {
            throw e;
        } catch (Exception e) {
            if (batch.size() == 1) {
                batch.rows().forget(0);
                batch.reject(0, "the model threw " + e);
                count(batch.rows().file() + ":" + batch.line(0), e);
                return;
            }
            int middle = batch.size() / 2;
            retry(batch, 0, middle);
            retry(batch, middle, batch.size());
        }
    }

    private void count(String place, Exception e) {
        if (!answered) {
            first = first == null ? place : first;
            last = place;
            cause = e;
            if (++thrown == TELLING) {
                demandAnAnswer();
            }
        }
    }

    private void retry(Batch batch, int from, int to) {
        Batch part = withOutput(batch.inputs().slice(from, to), batch.rows().slice(from, to));
        predict(part);
        batch.outputs().paste(part.outputs(), from);
        batch.rows().paste(part.rows(), from);
    }

    private Batch withOutput(Columns input, Rows rows) {
        return new Batch(input, Columns.output(manifest.output(), input, rows.size()), rows, asOf);
    }
}
