package dev.slipway.inference;

import java.time.Instant;

/**
 * Runs the model over batches, and when it throws finds the rows that make it throw. As many threads may use it at a time
 * as the model takes.
 */
final class Scorer {
    private final Model model;
    private final Manifest manifest;
    private final OutputCheck check;
    private final Instant asOf;

    /** A batch with its output, and whether the model took any of its rows. */
    record Scored(Batch batch, FirstAnswer answer) {}

    Scorer(Model model, Manifest manifest, Instant asOf) {
        this.model = model;
        this.manifest = manifest;
        this.check = new OutputCheck(manifest);
        this.asOf = asOf;
    }

    /**
     * Scores rows that were read, and holds their output against the manifest.
     *
     * @throws InferenceException 70 where the output is null and must not be; whatever the model throws of this type
     */
    Scored score(Batch read) {
        Batch batch = withOutput(read.inputs(), read.rows());
        FirstAnswer answer = new FirstAnswer();
        if (batch.size() > 0) {
            predict(batch, answer);
        }
        check.check(batch);
        return new Scored(batch, answer);
    }

    /** Halving finds one bad row among 1024 in 20 calls instead of 1024. Parts are tried in the order of the input. */
    private void predict(Batch batch, FirstAnswer answer) {
        try {
            model.predict(batch);
            answer.given();
        } catch (InferenceException e) {
            throw e;
        } catch (Exception e) {
            if (batch.size() == 1) {
                batch.rows().forget(0);
                batch.reject(0, "the model threw " + e);
                answer.threw(batch.rows().file() + ":" + batch.line(0), e);
                return;
            }
            int middle = batch.size() / 2;
            retry(batch, 0, middle, answer);
            retry(batch, middle, batch.size(), answer);
        }
    }

    private void retry(Batch batch, int from, int to, FirstAnswer answer) {
        Batch part = withOutput(batch.inputs().slice(from, to), batch.rows().slice(from, to));
        predict(part, answer);
        batch.outputs().paste(part.outputs(), from);
        batch.rows().paste(part.rows(), from);
    }

    private Batch withOutput(Columns input, Rows rows) {
        return new Batch(input, Columns.output(manifest.output(), input, rows.size()), rows, asOf);
    }
}
