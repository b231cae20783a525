package dev.slipway.cli.desk;

import dev.slipway.cli.terminal.Figures;
import dev.slipway.cli.terminal.TextTable;
import dev.slipway.desk.Build.Phase;
import dev.slipway.desk.Change;
import dev.slipway.desk.RunFacts;
import dev.slipway.desk.runs.Run;
import dev.slipway.inference.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run in words: the table that a rehearsal ends with, and what its end means. */
record RunText(Told told) {
    /**
     * Everything.
     *
     * @param seen the run that readers see
     */
    void whole(Run run, Optional<Change> seen) {
        fact("run", run.runId());
        fact("model", run.model() + run.version().map(version -> " " + version).orElse(""));
        fact("as of", Shown.time(run.asOf()));
        fact("image", run.facts().flatMap(facts -> facts.text("image")).orElse(""));
        fact("digest", run.digest().orElse(""));
        fact("input", run.facts().flatMap(facts -> facts.text("input")).orElse(""));
        fact(
                "input sha256",
                run.facts().flatMap(facts -> facts.text("inputSha256")).orElse(""));
        fact("table", run.facts().flatMap(facts -> facts.text("table")).orElse(""));
        fact("artifacts", run.facts().flatMap(facts -> facts.text("artifacts")).orElse(""));
        fact("started", Shown.time(run.started()));
        fact("ended", Shown.time(run.ended()));
        fact("started by", run.build().map(build -> build.startedBy()).orElse(""));
        fact("rows", Shown.count(run.rows()));
        fact("rejects", rejects(run));
        fact("metrics", Shown.metrics(run.metrics()));
        told.line("");
        end(run, seen);
    }

    /**
     * The steps and the end.
     *
     * @param seen the run that readers see
     */
    void end(Run run, Optional<Change> seen) {
        steps(run);
        told.line(sentence(run, seen));
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            told.line(String.format(Locale.ROOT, "%-13s %s", name, value));
        }
    }

    private static String rejects(Run run) {
        Optional<Object> codes = run.facts().map(facts -> facts.json().get("rejects"));
        return Shown.count(run.rejects())
                + codes.filter(known -> known instanceof Map<?, ?> map && !map.isEmpty())
                        .map(known -> " " + known)
                        .orElse("");
    }

    private void steps(Run run) {
        List<?> steps = run.facts().map(RunFacts::steps).orElse(List.of());
        if (steps.isEmpty()) {
            phases(run.phases());
            return;
        }
        TextTable table = new TextTable(List.of("Step", ">Rows", ">Seconds", ">Rows/s"));
        for (Object each : steps) {
            if (each instanceof Map<?, ?> step) {
                double seconds = step.get("seconds") instanceof Number number ? number.doubleValue() : 0;
                long rows = step.get("rows") instanceof Number number ? number.longValue() : -1;
                table.row(List.of(
                        String.valueOf(step.get("name")),
                        rows < 0 ? "" : Figures.count(rows),
                        Figures.seconds(seconds),
                        Figures.rate(rows, seconds)));
            }
        }
        told.table(table);
        told.line("");
    }

    /** Of a build that never came as far as a step. */
    private void phases(List<Phase> phases) {
        if (phases.isEmpty()) {
            return;
        }
        TextTable table = new TextTable(List.of("Phase", "State", ">Seconds"));
        phases.forEach(phase -> table.row(List.of(
                phase.name().toLowerCase(Locale.ROOT),
                phase.status() == null ? "" : phase.status().name().toLowerCase(Locale.ROOT),
                phase.seconds() == null ? "" : Figures.seconds(phase.seconds()))));
        told.table(table);
        told.line("");
    }

    /** {@code churn 1.1.0, run …: published, 12,345 rows, now current}. */
    private static String sentence(Run run, Optional<Change> seen) {
        String name = run.model() + run.version().map(version -> " " + version).orElse("") + ", run " + run.runId();
        String rows = run.rows().isPresent() ? ", " + Shown.count(run.rows()) + " rows" : "";
        return name + ": "
                + switch (run.state()) {
                    case "running" -> "goes on";
                    case "published", "held" -> "published" + rows + readers(run, seen);
                    default -> {
                        ExitCode code = run.exitCode();
                        yield run.state() + " with " + code.code() + " (" + code.meaning() + "): "
                                + run.reason().orElse("nobody knows why");
                    }
                };
    }

    /** A run that was held may have been made current since, and one that was current may have been followed. */
    private static String readers(Run run, Optional<Change> seen) {
        if (seen.filter(change -> change.runId().equals(run.runId())).isPresent()) {
            return ", now current";
        }
        String held = run.state().equals("held") ? ", but held: " + run.reason().orElse("nobody knows why") : "";
        return held + "; readers see "
                + seen.map(change -> "run " + change.runId() + " (" + change.version() + ")")
                        .orElse("none yet");
    }
}
