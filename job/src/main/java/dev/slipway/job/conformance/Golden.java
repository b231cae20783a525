package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Rows that the image is known to predict, taken from its golden set; every input of the check is made from them. */
final class Golden {
    /** Enough to see an order, few enough to be scored at once. */
    private static final int ROWS = 200;

    private final Bench bench;
    private Trial all;
    private Trial plain;
    private Table rows;

    Golden(Bench bench) {
        this.bench = bench;
    }

    Path file() {
        return bench.runtime()
                .golden()
                .orElseThrow(() -> Verdict.notApplicable("the image has no golden set (" + Manifest.GOLDEN + ")"));
    }

    /** The golden rows' input columns, predicted; bad rows among them may be rejected. */
    synchronized Trial all() {
        if (all == null) {
            Manifest manifest = bench.knownManifest();
            Table table = Table.read(file(), ROWS)
                    .select(manifest.input().stream().map(Field::name).toList());
            all = bench.essential(() -> bench.predict(Setup.of(table)));
            rows = table;
        }
        return all;
    }

    /** The golden rows as they are, with the truth. */
    Table withActuals() {
        return Table.read(file(), ROWS);
    }

    /** The rows that the image predicts when it gets them alone. */
    synchronized Table rows() {
        plain();
        return rows;
    }

    /** The run of {@link #rows}: every row predicted, none rejected. */
    synchronized Trial plain() {
        if (plain == null) {
            try {
                Trial first = all().ends(ExitCode.DONE);
                Set<String> rejected = new HashSet<>(first.rejects().column("line"));
                rows = without(rejected);
                Trial next = rejected.isEmpty()
                        ? first
                        : bench.predict(Setup.of(rows)).ends(ExitCode.DONE);
                if (rows.rows().isEmpty()) {
                    throw Verdict.notApplicable("the image rejects every golden row");
                }
                plain = next;
            } catch (Verdict broken) {
                throw broken.outcome() == RuleResult.Outcome.FAIL
                        ? Verdict.notApplicable("the golden rows are not predicted, see predict.golden-is-done")
                        : broken;
            }
        }
        return plain;
    }

    /** A reject names the line where its record starts, and a quoted field may span lines. */
    private Table without(Set<String> lines) {
        List<List<String>> kept = new ArrayList<>();
        int line = 2;
        for (List<String> row : rows.rows()) {
            if (!lines.contains(Integer.toString(line))) {
                kept.add(row);
            }
            line += 1
                    + (int) row.stream()
                            .flatMapToInt(String::chars)
                            .filter(c -> c == '\n')
                            .count();
        }
        return new Table(rows.header(), kept);
    }

    /** The first input field that fits, for a rule that is about such a field. */
    Field field(String which, Predicate<Field> fits) {
        return bench.knownManifest().input().stream()
                .filter(fits)
                .findFirst()
                .orElseThrow(() -> Verdict.notApplicable("the model has no " + which));
    }
}
