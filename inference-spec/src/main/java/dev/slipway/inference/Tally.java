package dev.slipway.inference;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts for the report. */
final class Tally {
    private final Instant started = now();
    private final Manifest manifest;
    private final Metrics metrics;
    private final Map<String, Long> rejects = new TreeMap<>();
    private final Set<String> ignoredColumns = new LinkedHashSet<>();
    private long read;
    private long rejected;
    private String first;

    Tally(Manifest manifest) {
        this.manifest = manifest;
        this.metrics = new Metrics(manifest);
    }

    void add(Batch batch) {
        metrics.add(batch);
        read += batch.rows().read();
        for (Reject reject : batch.rows().rejects()) {
            first = first == null ? reject.at(batch.rows().file()) : first;
            rejected++;
            rejects.merge(reject.code().word(), 1L, Long::sum);
        }
    }

    synchronized void ignored(List<String> columns) {
        ignoredColumns.addAll(columns);
    }

    long read() {
        return read;
    }

    long rejected() {
        return rejected;
    }

    /** The first row rejected and why, or null. */
    String first() {
        return first;
    }

    /** Rejects by code, for a person: {@code 3 type, 1 missing}. */
    String summary() {
        List<String> parts = new ArrayList<>();
        rejects.forEach((code, count) -> parts.add(count + " " + code));
        return String.join(", ", parts);
    }

    Map<String, Double> metrics() {
        return metrics.values();
    }

    synchronized Report report(String verb, String runId, boolean passed) {
        return new Report(
                Manifest.SPEC,
                verb,
                manifest.name(),
                manifest.version(),
                runId,
                started,
                now(),
                read,
                read - rejected,
                rejected,
                rejects,
                List.copyOf(ignoredColumns),
                metrics.values(),
                passed);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
