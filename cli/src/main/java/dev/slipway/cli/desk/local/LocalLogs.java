package dev.slipway.cli.desk.local;

import dev.slipway.desk.RunFacts;
import dev.slipway.desk.RunFiles;
import dev.slipway.desk.RunLogs;
import dev.slipway.inference.ModelName;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The last lines of an image, which are all that a rehearsal keeps of its log. */
record LocalLogs(RunFiles runs) implements RunLogs {
    private static final String END = "end";

    @Override
    public Page read(ModelName model, String runId, String from) {
        if (from != null) {
            return new Page(List.of(), END);
        }
        RunFacts facts = runs.find(model, runId).orElse(new RunFacts(Map.of()));
        Instant ended = facts.time("ended").orElse(Instant.EPOCH);
        List<?> lines = facts.json().get("log") instanceof List<?> log ? log : List.of();
        return new Page(
                lines.stream().map(line -> new Line(ended, line.toString())).toList(), END);
    }
}
