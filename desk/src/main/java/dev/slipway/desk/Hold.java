package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.time.Instant;

/**
 * From then on runs of that version did not become current, or, where {@code held} is false, did so again.
 *
 * @param seq counts the holds and releases of a model's major version from 1
 */
public record Hold(
        ModelName model,
        int major,
        long seq,
        ModelVersion version,
        boolean held,
        String reason,
        String who,
        Instant at) {
    /** Reads one as the job and the ledger write it. */
    public static Hold of(JsonFile json) {
        return new Hold(
                json.model(),
                (int) json.number("major"),
                json.number("seq"),
                json.version(),
                json.flag("held"),
                json.text("reason"),
                json.text("who"),
                json.time("at"));
    }
}
