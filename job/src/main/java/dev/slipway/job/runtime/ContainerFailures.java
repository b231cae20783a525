package dev.slipway.job.runtime;

import dev.slipway.inference.ExitCode;
import dev.slipway.job.engine.Containers;
import dev.slipway.job.engine.EngineImage;
import java.util.List;
import java.util.regex.Pattern;

/** Tells from what the engine knows why a container ended, where the exit status alone would not say it. */
record ContainerFailures(EngineImage image, String enginePlatform, ContainerLimits limits) {
    /** What {@code --init} prints where it cannot start the entry point: Docker's tini, Podman's catatonit. */
    private static final Pattern INIT =
            Pattern.compile("^\\[FATAL tini \\(\\d+\\)] exec|^ERROR \\(catatonit:\\d+\\): failed to exec");

    /** How shells, Python and Java say that the kernel gave them no process; the kernel's own count may come too late. */
    private static final Pattern NO_PROCESS =
            Pattern.compile("can't fork|fork: |can't start new thread|unable to create native thread");

    private static final List<Integer> NOT_EXECUTED = List.of(126, 127);

    /** Null where the exit status says all. */
    ImageEnd.Observed observe(Containers.State state, List<String> errors, boolean processLimitReached) {
        if (!state.started()) {
            String reason =
                    state.error().isEmpty() && !errors.isEmpty() ? errors.get(errors.size() - 1) : state.error();
            return wrong("the engine could not start it: " + reason);
        }
        if (state.exitCode() == ExitCode.DONE.code()) {
            return null;
        }
        boolean notExecuted = NOT_EXECUTED.contains(state.exitCode());
        if (notExecuted && !image.platform().equals(enginePlatform)) {
            return wrong(
                    "expected an image for " + enginePlatform + ", which is this engine's, got " + image.platform());
        }
        if (notExecuted && errors.stream().anyMatch(line -> INIT.matcher(line).find())) {
            return wrong("its entry point " + String.join(" ", image.entrypoint())
                    + " cannot be executed; expected a program for " + enginePlatform
                    + ", or a script whose interpreter is in the image");
        }
        if (state.outOfMemory()) {
            return new ImageEnd.Observed(
                    ExitCode.DEFECT,
                    "ran out of memory: it may have " + ContainerLimits.words(limits.memory())
                            + ", files in /tmp included (SLIPWAY_MEMORY)");
        }
        if (processLimitReached
                || errors.stream().anyMatch(line -> NO_PROCESS.matcher(line).find())) {
            return new ImageEnd.Observed(
                    null, "it reached its limit of " + limits.processes() + " processes and threads");
        }
        return null;
    }

    private static ImageEnd.Observed wrong(String reason) {
        return new ImageEnd.Observed(ExitCode.BAD_CONFIGURATION, "cannot be started: " + reason);
    }
}
