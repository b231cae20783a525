package dev.slipway.desk.runs;

import dev.slipway.desk.Change;
import dev.slipway.desk.Changes;
import dev.slipway.desk.History;
import dev.slipway.inference.ModelName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A stretch of time about which somebody asks what was current: a day (UTC), or one moment.
 *
 * @param end exclusive, but for a moment, where it is the moment itself
 */
public record Day(Instant start, Instant end) {
    /** @throws IllegalArgumentException where it is neither {@code 2026-11-20} nor a timestamp with an offset */
    public static Day parse(String text) {
        try {
            if (text.length() == "2026-11-20".length()) {
                LocalDate day = LocalDate.parse(text);
                return new Day(
                        day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1));
            }
            Instant moment = OffsetDateTime.parse(text).toInstant();
            return new Day(moment, moment);
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException("expected a day (UTC) such as 2026-11-20 or a moment such as"
                    + " 2026-11-20T06:00:00Z, got \"" + text + '"');
        }
    }

    /** What was current in that time, of each model and major version in order: what it began with, and what came. */
    public List<Change> current(Changes changes, Collection<ModelName> models) {
        return Together.ask(models, model -> current(changes.of(model))).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Change> current(History history) {
        List<Change> current = new ArrayList<>();
        for (int major : history.majors()) {
            history.currentOn(major, start).ifPresent(current::add);
            long from = current.stream()
                    .filter(change -> change.major() == major)
                    .mapToLong(Change::seq)
                    .max()
                    .orElse(0);
            long to = history.currentOn(major, end).map(Change::seq).orElse(0L);
            if (to > from) {
                history.changes(major).stream()
                        .filter(change -> change.seq() > from && change.seq() <= to)
                        .forEach(current::add);
            }
        }
        return current;
    }
}
