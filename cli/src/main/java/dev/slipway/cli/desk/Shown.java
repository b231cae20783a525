package dev.slipway.cli.desk;

import dev.slipway.cli.terminal.Figures;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Values as cells of a table; what is not known is an empty cell. */
final class Shown {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** {@code sha256:} and as much as tells images apart. */
    private static final int DIGEST = 19;

    private Shown() {}

    /** {@code 2026-11-20 06:00}, in UTC. */
    static String time(Instant time) {
        return TIME.format(time);
    }

    static String time(Optional<Instant> time) {
        return time.map(Shown::time).orElse("");
    }

    static String count(OptionalLong number) {
        return number.isPresent() ? Figures.count(number.getAsLong()) : "";
    }

    static String seconds(OptionalDouble seconds) {
        return seconds.isPresent() ? Figures.seconds(seconds.getAsDouble()) : "";
    }

    /** An estimate, in USD. */
    static String cost(OptionalDouble cost) {
        return cost.isPresent() ? String.format(Locale.ROOT, "$%.3f", cost.getAsDouble()) : "";
    }

    static String digest(Optional<String> digest) {
        return digest.map(text -> text.length() <= DIGEST ? text : text.substring(0, DIGEST) + "…")
                .orElse("");
    }

    static String metrics(Map<String, Double> metrics) {
        return metrics.entrySet().stream()
                .map(metric -> metric.getKey() + " " + Figures.number(metric.getValue()))
                .collect(Collectors.joining(", "));
    }
}
