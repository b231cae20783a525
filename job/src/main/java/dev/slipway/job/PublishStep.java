package dev.slipway.job;

import dev.slipway.inference.Manifest;
import dev.slipway.predictions.Published;
import dev.slipway.predictions.Publisher;

/** Brings {@code out/} into the prediction store. */
record PublishStep(JobSettings settings, ProgressListener listener) {
    void run(RunRecord record, Manifest manifest) {
        record.step(Step.PUBLISH, () -> {
            Published published = new Publisher(settings.analytics(), listener::note)
                    .publish(record.attempt().get(), manifest, settings.out(), settings.limits());
            record.facts()
                    .put("rowsPublished", published.rows())
                    .put("duplicates", published.duplicates())
                    .put("current", published.current())
                    .put("heldReason", published.heldReason())
                    .put("already", published.already())
                    .put("table", published.table())
                    .put("state", published.current() ? "published" : "held");
            if (published.heldReason() != null) {
                listener.note("published, not current: " + published.heldReason());
            }
            return published.rows();
        });
    }
}
