package dev.slipway.cli.report;

import java.util.List;
import java.util.Map;

/**
 * How often each value of a text or boolean field was predicted.
 *
 * @param values the most frequent ones, first
 * @param others rows with any other value
 */
public record Categories(String field, List<Share> values, long others) {
    private static final int SHOWN = 10;

    /** One value. */
    public record Share(String value, long rows) {}

    static Categories of(String field, Map<String, Long> counts, long uncounted) {
        List<Share> all = counts.entrySet().stream()
                .map(entry -> new Share(entry.getKey(), entry.getValue()))
                .sorted((left, right) -> left.rows() != right.rows()
                        ? Long.compare(right.rows(), left.rows())
                        : left.value().compareTo(right.value()))
                .toList();
        List<Share> shown = all.subList(0, Math.min(SHOWN, all.size()));
        long hidden = all.stream().skip(SHOWN).mapToLong(Share::rows).sum();
        return new Categories(field, List.copyOf(shown), hidden + uncounted);
    }
}
