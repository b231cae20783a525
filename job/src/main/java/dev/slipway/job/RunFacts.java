package dev.slipway.job;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a run, as {@code run.json} keeps it: in the work folder, so that the verbs can follow one another as
 * processes of their own, and with the artifacts, where the {@code slipway} command reads it.
 *
 * <p>Keys, in the order in which they become known: {@code runId, asOf, image} (as it was asked for; once it is here,
 * what ran: {@code repository@sha256:…} or a folder), {@code model, version, state} (started, fetched, predicted,
 * published, held, failed), {@code step} (under way, or where it failed; before the first of them, image or ledger),
 * {@code started, deadline, imageDigest, runtime} (container, process), {@code manifest, attempt{id, runNo}, input,
 * inputFiles, inputSha256, inputBytes, inputLines, rowsRead, rowsPredicted, rowsRejected, rejects{code: rows}, metrics,
 * files{name: sha256}, rowsPublished, duplicates, current, heldReason, already, table, steps[{name, seconds, rows}],
 * ended, exitCode, reason, log[]}.
 */
final class RunFacts {
    static final String FILE = "run.json";

    private final Path file;
    private final Map<String, Object> facts;

    private RunFacts(Path file, Map<String, Object> facts) {
        this.file = file;
        this.facts = facts;
    }

    /** The facts of the run in this work folder; empty where it begins. */
    static RunFacts in(Path work) {
        Path file = work.resolve(FILE);
        try {
            return new RunFacts(
                    file,
                    Files.exists(file)
                            ? new LinkedHashMap<>(JSON.std.mapFrom(Files.readString(file)))
                            : new LinkedHashMap<>());
        } catch (IOException unreadable) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    file + ": expected the facts of a run as JSON; start again with an empty work folder: "
                            + unreadable.getMessage(),
                    unreadable);
        }
    }

    RunFacts put(String key, Object value) {
        if (value == null) {
            facts.remove(key);
        } else {
            facts.put(key, value);
        }
        return this;
    }

    boolean has(String key) {
        return facts.containsKey(key);
    }

    String text(String key) {
        Object value = facts.get(key);
        return value == null ? null : value.toString();
    }

    long number(String key) {
        return facts.get(key) instanceof Number number ? number.longValue() : 0;
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(String key) {
        return facts.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    @SuppressWarnings("unchecked")
    List<Object> list(String key) {
        return facts.get(key) instanceof List<?> list ? (List<Object>) list : List.of();
    }

    /** An object as JSON again. */
    String json(String key) {
        try {
            return JSON.std.asString(map(key));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A JSON text as a fact. */
    static Map<String, Object> parse(String json) {
        try {
            return JSON.std.mapFrom(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Writes them whole or not at all. */
    void save() {
        try {
            Files.createDirectories(file.getParent());
            Path half = file.resolveSibling(FILE + ".new");
            Files.writeString(half, toJson());
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new InferenceException(ExitCode.TRY_AGAIN, file + ": cannot be written: " + failed, failed);
        }
    }

    private String toJson() throws IOException {
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(facts) + "\n";
    }

    Path file() {
        return file;
    }
}
