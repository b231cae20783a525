package dev.slipway.job.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Containers of an engine, by their id. */
public final class Containers {
    private static final Duration LIMIT = Engine.SHORT;
    private static final int REMOVALS = 3;

    private final Docker docker;

    Containers(Docker docker) {
        this.docker = docker;
    }

    /**
     * What the engine knows of a container.
     *
     * @param started whether it ever ran
     * @param pid of its first process on the engine's machine; 0 where it does not run
     * @param error why the engine could not start it; empty otherwise
     */
    public record State(boolean running, boolean started, int exitCode, boolean outOfMemory, long pid, String error) {}

    /**
     * Makes a container; answers its id. Never pulls.
     *
     * @throws InferenceException 78 with the engine's reason
     */
    public String create(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("create", "--pull", "never"));
        command.addAll(arguments);
        Docker.Answer answer = docker.run(LIMIT, command);
        if (!answer.ok()) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, "the container engine makes no container: " + answer.reason());
        }
        return answer.out().strip();
    }

    /** Starts a container; the process has its standard output and error, and ends when it ends. */
    public Process startAttached(String id) {
        return docker.start(List.of("start", "--attach", id));
    }

    /** Waits for the end of a container, at most so long; answers whether it came. */
    public boolean await(String id, Duration limit) {
        return docker.run(limit, "wait", id).ok();
    }

    /** Sends a signal, {@code TERM} or {@code KILL}; answers whether there was anything to get it. */
    public boolean kill(String id, String signal) {
        return docker.run(LIMIT, "kill", "--signal", signal, id).ok();
    }

    /** Removes a container with its volumes, whatever it does; answers whether it is gone. */
    public boolean remove(String id) {
        boolean gone = false;
        // Where the program is told to stop, this command may be told as well.
        for (int tries = 0; tries < REMOVALS && !gone; tries++) {
            Docker.Answer answer = docker.run(LIMIT, "rm", "--force", "--volumes", id);
            gone = answer.ok() || answer.err().contains("No such container");
        }
        return gone;
    }

    /** @throws InferenceException 75 where the engine does not know it any more */
    public State state(String id) {
        Docker.Answer answer = docker.run(LIMIT, "container", "inspect", "--format", "{{json .State}}", id);
        if (!answer.ok()) {
            throw new InferenceException(
                    ExitCode.TRY_AGAIN, "the container engine lost the image's container: " + answer.reason());
        }
        try {
            Map<String, Object> state = JSON.std.mapFrom(answer.out());
            return new State(
                    Boolean.TRUE.equals(state.get("Running")),
                    !String.valueOf(state.get("StartedAt")).startsWith("0001-"),
                    state.get("ExitCode") instanceof Number code ? code.intValue() : -1,
                    Boolean.TRUE.equals(state.get("OOMKilled")),
                    state.get("Pid") instanceof Number pid ? pid.longValue() : 0,
                    state.get("Error") == null ? "" : state.get("Error").toString());
        } catch (IOException noJson) {
            throw new InferenceException(
                    ExitCode.TRY_AGAIN, "the container engine answered no JSON: " + noJson.getMessage(), noJson);
        }
    }

    /** Copies a file out of a container, which need not run; answers whether there was one. Links are copied as links. */
    public boolean copy(String id, String path, Path target) {
        return docker.run(LIMIT, "cp", id + ":" + path, target.toString()).ok();
    }

    /** All containers that have a label: the label's value by the container's id. */
    public Map<String, String> labelled(String label) {
        String format = "{{.ID}} {{.Label \"" + label + "\"}}";
        Docker.Answer answer =
                docker.run(LIMIT, "ps", "--all", "--no-trunc", "--filter", "label=" + label, "--format", format);
        return answer.out()
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip()));
    }
}
