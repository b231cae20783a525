package dev.slipway.desk.follow;

import dev.slipway.desk.Build;
import dev.slipway.desk.Desk;
import dev.slipway.desk.runs.Run;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Follows a run to its end: its phases, and its log as it is written.
 *
 * @param pause between two looks
 */
public record RunFollower(Desk desk, Listener listener, Duration pause) {
    /** Waits for the end. Interrupted, it stops to wait; the run goes on. */
    public Run follow(ModelName model, String runId) throws InterruptedException {
        String from = null;
        Set<String> told = new HashSet<>();
        Build build;
        do {
            build = desk.jobs()
                    .build(model, runId)
                    .orElseThrow(() -> new InferenceException(
                            ExitCode.BAD_CONFIGURATION, "there is no run " + runId + " of " + model + " any more"));
            // Some are over before the next look.
            Stream.concat(build.phases().stream().map(Build.Phase::name), Stream.of(build.phase()))
                    .filter(told::add)
                    .forEach(listener::phase);
            from = print(model, runId, from);
            if (!build.status().isFinal()) {
                Thread.sleep(pause.toMillis());
            }
        } while (!build.status().isFinal());
        build.phases().stream().filter(each -> !each.message().isEmpty()).forEach(listener::failed);
        // The last lines come late.
        Thread.sleep(pause.toMillis());
        print(model, runId, from);
        return new Run(model, runId, Optional.of(build), desk.runs().find(model, runId));
    }

    private String print(ModelName model, String runId, String from) {
        return desk.logs().readAll(model, runId, from, line -> listener.line(line.text()));
    }
}
