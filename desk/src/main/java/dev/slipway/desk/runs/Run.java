package dev.slipway.desk.runs;

import dev.slipway.desk.Build;
import dev.slipway.desk.Build.Phase;
import dev.slipway.desk.Build.Status;
import dev.slipway.desk.RunFacts;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A run as the service that ran it and as the run itself tell of it. A run that never came as far as the job has left no
 * file, and a service forgets its builds after a year: at least one of the two is there.
 */
public record Run(ModelName model, String runId, Optional<Build> build, Optional<RunFacts> facts) {
    /**
     * {@code running}, {@code published}, {@code held}, {@code failed}, {@code stopped}, {@code timed out}, or {@code
     * lost}: it was killed and nobody knows by whom.
     */
    public String state() {
        if (build.filter(known -> !known.status().isFinal()).isPresent()) {
            return "running";
        }
        String told = facts.map(RunFacts::state).orElse("");
        if (told.equals("published") || told.equals("held") || told.equals("failed")) {
            return told;
        }
        return build.map(known -> switch (known.status()) {
                    case TIMED_OUT -> "timed out";
                    case STOPPED -> "stopped";
                    case FAILED, FAULT -> "failed";
                    default -> "lost";
                })
                .orElse("lost");
    }

    public boolean isRunning() {
        return state().equals("running");
    }

    /** Empty where neither says. */
    public Optional<String> version() {
        return facts.flatMap(known -> known.text("version")).or(() -> build.map(Build::version));
    }

    public Optional<Instant> asOf() {
        return facts.flatMap(known -> known.time("asOf"));
    }

    public Instant started() {
        return build.map(Build::started)
                .or(() -> facts.flatMap(known -> known.time("started")))
                .orElse(Instant.EPOCH);
    }

    public Optional<Instant> ended() {
        return build.flatMap(Build::ended).or(() -> facts.flatMap(known -> known.time("ended")));
    }

    /** From the beginning of the build, for which one pays, to its end; empty while it goes on. */
    public OptionalDouble seconds() {
        return ended().map(end ->
                        OptionalDouble.of(Duration.between(started(), end).toMillis() / 1000.0))
                .orElse(OptionalDouble.empty());
    }

    /** In USD. @param rate of a minute; empty where the product's file has none */
    public OptionalDouble cost(OptionalDouble rate) {
        return rate.isEmpty() || seconds().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(seconds().getAsDouble() / 60 * rate.getAsDouble());
    }

    /** Rows that were published. */
    public OptionalLong rows() {
        return number("rowsPublished");
    }

    public OptionalLong rejects() {
        return number("rowsRejected");
    }

    public Optional<String> digest() {
        return facts.flatMap(RunFacts::imageDigest);
    }

    public Map<String, Double> metrics() {
        return facts.map(RunFacts::metrics).orElse(Map.of());
    }

    /** Why it failed or is held; empty where all is well. */
    public Optional<String> reason() {
        return facts.flatMap(known -> known.text("reason").or(() -> known.text("heldReason")))
                .or(() -> build.flatMap(Run::trouble));
    }

    /** What the command that waits for it ends with. */
    public ExitCode exitCode() {
        OptionalLong told = number("exitCode");
        if (told.isPresent()) {
            return ExitCode.of((int) told.getAsLong());
        }
        Status status = build.map(Build::status).orElse(Status.FAULT);
        return switch (status) {
            // A build that ends well without a word of what the run came to is no success.
            case SUCCEEDED -> state().equals("lost") ? ExitCode.TRY_AGAIN : ExitCode.DONE;
            case IN_PROGRESS -> ExitCode.DONE;
            case STOPPED -> ExitCode.TERMINATED;
            case FAULT, TIMED_OUT -> ExitCode.TRY_AGAIN;
            // It never came as far as the job: a secret, the source or the network is not as it must be.
            case FAILED -> ExitCode.BAD_CONFIGURATION;
        };
    }

    /** For {@code --json}; what is not known is null. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", runId);
        json.put("model", model.value());
        json.put("version", version().orElse(null));
        json.put("state", state());
        json.put("asOf", text(asOf()));
        json.put("started", started().toString());
        json.put("ended", text(ended()));
        json.put("seconds", seconds().isPresent() ? seconds().getAsDouble() : null);
        json.put("rows", rows().isPresent() ? rows().getAsLong() : null);
        json.put("rejects", rejects().isPresent() ? rejects().getAsLong() : null);
        json.put("digest", digest().orElse(null));
        json.put("metrics", metrics());
        json.put("reason", reason().orElse(null));
        return json;
    }

    private OptionalLong number(String key) {
        return facts.map(known -> known.number(key)).orElse(OptionalLong.empty());
    }

    private static Optional<String> trouble(Build build) {
        return build.phases().stream()
                .filter(phase -> !phase.message().isEmpty())
                .map(phase -> phase.name().toLowerCase(Locale.ROOT) + ": " + phase.message())
                .findFirst()
                .or(() -> build.status() == Status.STOPPED ? Optional.of("somebody stopped it") : Optional.empty());
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    /** The phases that the service tells of; empty where it has forgotten the build. */
    public List<Phase> phases() {
        return build.map(Build::phases).orElse(List.of());
    }
}
