package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.time.Instant;

/**
 * From then on that run was current.
 *
 * @param seq counts the changes of a model's major version from 1, without gaps
 * @param reason {@code published}, or what a person gave for a rollback
 * @param who the database role of the job, or the person
 */
public record Change(
        ModelName model,
        int major,
        long seq,
        String runId,
        ModelVersion version,
        Instant asOf,
        String reason,
        String who,
        Instant at) {
    /** Reads one as the job and the ledger write it. */
    public static Change of(JsonFile json) {
        return new Change(
                json.model(),
                (int) json.number("major"),
                json.number("seq"),
                json.text("runId"),
                json.version(),
                json.time("asOf"),
                json.text("reason"),
                json.text("who"),
                json.time(json.has("at") ? "at" : "changedAt"));
    }
}
