package dev.slipway.job.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The {@code docker} command. The command and no library: it knows contexts, credentials and engines without root, and
 * Podman answers to the same name.
 *
 * @param program the program's path
 * @param environment what it is started with
 */
record Docker(String program, Map<String, String> environment) {
    private static final String OURS = "SLIPWAY_";

    Docker {
        Map<String, String> kept = new HashMap<>(environment);
        // Passwords of the job's databases are nobody else's business.
        kept.keySet().removeIf(name -> name.startsWith(OURS));
        environment = Map.copyOf(kept);
    }

    /** What a call answered. */
    record Answer(int status, String out, String err) {
        boolean ok() {
            return status == 0;
        }

        /** The reason of a failure in one line. */
        String reason() {
            String text = err.isBlank() ? out : err;
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("See 'docker"))
                    .reduce((first, last) -> last)
                    .orElse("no reason given, exit status " + status);
        }
    }

    /** The same with another variable. */
    Docker with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Docker(program, more);
    }

    /** Runs a call to its end; one that takes longer than the limit is given up, status -1. */
    Answer run(Duration limit, String... arguments) {
        return run(limit, List.of(arguments));
    }

    Answer run(Duration limit, List<String> arguments) {
        Process process = start(arguments);
        CompletableFuture<String> out = read(process.getInputStream());
        CompletableFuture<String> err = read(process.getErrorStream());
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    if (process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                        return new Answer(process.exitValue(), out.join(), err.join());
                    }
                    process.destroyForcibly();
                    return new Answer(
                            -1,
                            "",
                            "docker " + arguments.get(0) + " did not answer within " + limit.toSeconds() + " s");
                } catch (InterruptedException again) {
                    // A container must not be left behind because somebody is in a hurry; the limit bounds the wait.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Starts a call; its standard input is closed. */
    Process start(List<String> arguments) {
        List<String> command = new ArrayList<>();
        // A session of its own, so that Ctrl-C reaches the one who waits and not this command.
        Executables.find("setsid", environment.getOrDefault("PATH", ""))
                .ifPresent(setsid -> command.add(setsid.toString()));
        command.add(program);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException failed) {
            throw new UncheckedIOException(program + " cannot be started: " + failed.getMessage(), failed);
        }
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException closed) {
                return "";
            }
        });
    }
}
