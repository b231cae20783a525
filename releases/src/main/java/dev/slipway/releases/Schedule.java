package dev.slipway.releases;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * When a model runs. Where clocks change, this does what EventBridge Scheduler does: a time that the clocks skip in
 * spring is not due at all, and one that they show twice in autumn is due once, the first time.
 *
 * @param timezone of the time zone database, such as {@code Europe/Berlin}
 */
public record Schedule(Cron cron, ZoneId timezone) {
    /** More than clocks are ever put back by today. */
    private static final int LONGEST_OVERLAP_HOURS = 3;

    /** The last due time at or before an instant; empty where there was none. */
    public Optional<Instant> previousDue(Instant at) {
        // Within an overlap an earlier instant can have a later time on the wall, so start late and walk back.
        LocalDateTime from = wall(at).plusHours(LONGEST_OVERLAP_HOURS);
        Optional<LocalDateTime> time = cron.before(from);
        while (time.isPresent()) {
            Optional<Instant> due = time.flatMap(this::instant).filter(instant -> !instant.isAfter(at));
            if (due.isPresent()) {
                return due;
            }
            time = cron.before(time.get());
        }
        return Optional.empty();
    }

    private LocalDateTime wall(Instant at) {
        return LocalDateTime.ofInstant(at, timezone);
    }

    /** The instant when the clocks show a time first; empty where they skip it. */
    private Optional<Instant> instant(LocalDateTime time) {
        List<ZoneOffset> offsets = timezone.getRules().getValidOffsets(time);
        return offsets.stream().findFirst().map(time::toInstant);
    }

    static ZoneId zone(String text) {
        boolean place = text.contains("/") && !text.startsWith("SystemV/");
        if (!text.equals("UTC") && !(place && ZoneId.getAvailableZoneIds().contains(text))) {
            throw new IllegalArgumentException("expected UTC or a time zone by its place such as Europe/Berlin, got \""
                    + text + '"' + NearMiss.hint(text, ZoneId.getAvailableZoneIds()));
        }
        return ZoneId.of(text);
    }
}
