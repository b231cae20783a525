package dev.slipway.job.runtime;

import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs shell scripts in the image of a test, each in folders of its own below a folder. */
record Sandbox(ImageRuntime runtime, Path folder, Duration limit) {
    Sandbox(ImageRuntime runtime, Path folder) {
        this(runtime, folder, Duration.ofMinutes(1));
    }

    ImageEnd run(String script) {
        return start(script, line -> {}).await(limit);
    }

    /** What the job would say of the end. */
    InferenceException failure(String script) {
        return run(script).failure("predict", limit);
    }

    ImageRun start(String script, Consumer<String> log) {
        return start(script, out(), log);
    }

    ImageRun start(String script, Path out, Consumer<String> log) {
        for (Path path : List.of(in(), out, folder.resolve("shared"))) {
            try {
                Files.createDirectories(path);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return runtime.start(
                new ImageCall(List.of("predict"), in(), out, folder.resolve("shared"), Map.of("SCRIPT", script), log));
    }

    Path in() {
        return folder.resolve("in");
    }

    Path out() {
        return folder.resolve("out");
    }
}
