package dev.slipway.images.python;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pip of the machine that builds; none comes into an image. Its own settings decide where it looks: {@code
 * PIP_INDEX_URL}, {@code PIP_FIND_LINKS}, {@code pip.conf}.
 */
record Pip(Map<String, String> environment) {
    private static final Pattern NO_MATCH = Pattern.compile("No matching distribution found for ([A-Za-z0-9._-]+)==");
    private static final Pattern MISMATCH =
            Pattern.compile("(?s)DO NOT MATCH THE HASHES.*?\\n\\s+([A-Za-z0-9._-]+)==\\S+ .*?Got\\s+([0-9a-f]{64})");
    private static final int LINES_TOLD = 15;

    /** Installs what a lock names, nothing else, into an empty folder. */
    void install(Lock lock, PythonTarget target, Path folder) throws IOException {
        Path requirements = Files.createTempFile("slipway-lock-", ".txt");
        try {
            Files.writeString(requirements, lock.toPip());
            List<String> command = new ArrayList<>(List.of("python3", "-m", "pip", "--disable-pip-version-check"));
            command.addAll(List.of("--no-input", "install", "--require-hashes", "--no-deps", "--only-binary=:all:"));
            command.addAll(List.of("--no-compile", "--ignore-installed", "--progress-bar=off"));
            command.addAll(List.of("--target", folder.toString(), "-r", requirements.toString()));
            command.addAll(target.options());
            String output = run(command);
            if (output != null) {
                throw failure(lock, target, output);
            }
        } finally {
            Files.delete(requirements);
        }
    }

    /** Runs pip; returns its output where it failed, null where it did not. */
    private String run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        // What a person sets for the own installs must not bend this one.
        builder.environment().putAll(Map.of("PIP_USER", "0", "PIP_REQUIRE_VIRTUALENV", "0", "PYTHONUTF8", "1"));
        Process pip;
        try {
            pip = builder.start();
        } catch (IOException missing) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "installing a lock needs python3 with pip, and python3 does not run here (" + missing.getMessage()
                            + "); install Python 3.9 or newer with pip, on Debian: apt-get install python3-pip",
                    missing);
        }
        try {
            pip.getOutputStream().close();
            String output = new String(pip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return pip.waitFor() == 0 ? null : output;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ExitCode.TERMINATED, "installing the lock was interrupted", stopped);
        } finally {
            pip.destroy();
        }
    }

    private static InferenceException failure(Lock lock, PythonTarget target, String output) {
        if (output.contains("No module named pip")) {
            return new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "installing " + lock.file() + " needs pip, which python3 does not have; on Debian: apt-get install"
                            + " python3-pip, elsewhere: python3 -m ensurepip");
        }
        String last = String.join(
                "\n",
                Arrays.stream(output.strip().split("\n"))
                        .skip(Math.max(0, output.strip().split("\n").length - LINES_TOLD))
                        .toList());
        Matcher mismatch = MISMATCH.matcher(output);
        if (mismatch.find()) {
            return problem(
                    lock,
                    mismatch.group(1),
                    locked -> "the file that pip found has another hash, sha256:"
                            + mismatch.group(2) + "; expected " + String.join(" or ", locked.hashes())
                            + ". Somebody changed the file, or the lock is of another index",
                    last);
        }
        Matcher noMatch = NO_MATCH.matcher(output);
        if (noMatch.find()) {
            return problem(
                    lock,
                    noMatch.group(1),
                    locked -> "pip finds no wheel of " + locked.name() + " "
                            + locked.version() + " for Python " + target.minor() + " on Linux " + target.architecture()
                            + ". Source distributions are not taken, they would need a compiler: build a wheel (pip wheel) and put"
                            + " it where PIP_INDEX_URL or PIP_FIND_LINKS looks",
                    last);
        }
        return new InferenceException(ExitCode.BAD_CONFIGURATION, lock.file() + ": pip failed\n" + last);
    }

    private static InferenceException problem(
            Lock lock, String name, Function<LockedPackage, String> told, String last) {
        Optional<LockedPackage> locked = Optional.ofNullable(lock.packages().get(new Distribution(name)));
        String message =
                locked.map(found -> lock.at(found) + ": " + told.apply(found)).orElse(lock.file() + ": pip failed");
        return new InferenceException(ExitCode.BAD_CONFIGURATION, message + "\n" + last);
    }
}
