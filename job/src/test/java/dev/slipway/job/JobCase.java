package dev.slipway.job;

import dev.slipway.predictions.Database;
import dev.slipway.predictions.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A run about to be started: an image, an input of five good rows, a work folder, the real database. */
final class JobCase {
    static final String HEADER = "id,day,size,count,note\n";

    final String runId = "test-" + UUID.randomUUID();
    final Path folder;
    final Path work;
    private final Map<String, String> environment = new HashMap<>();

    JobCase(Path folder, Path image) {
        this.folder = folder;
        folder.toFile().mkdirs();
        this.work = folder.resolve("work");
        input("a,2026-11-01,1,,\nb,2026-11-01,2,1,x\nc,2026-11-01,3,,\nd,2026-11-01,4,,\ne,2026-11-01,5,,\n");
        set("IMAGE", image.toString());
        set("VERSION", "1.2.3");
        set("RUN_ID", runId);
        set("AS_OF", "2026-11-20T06:00:00Z");
        set("TIMEOUT", "1m");
        set("WORK", work.toString());
        set("ROW_CHANGE", "off");
        Database database = Analytics.shared().as(Role.JOB);
        set("ANALYTICS_URL", database.url());
        set("ANALYTICS_USER", database.user());
        set("ANALYTICS_PASSWORD", database.password());
    }

    /** Sets a variable by its name without {@code SLIPWAY_}; null removes it. */
    JobCase set(String name, String value) {
        return variable("SLIPWAY_" + name, value);
    }

    JobCase variable(String name, String value) {
        if (value == null) {
            environment.remove(name);
        } else {
            environment.put(name, value);
        }
        return this;
    }

    /** Rows below the header that the doubling model wants. */
    JobCase input(String rows) {
        Path file = folder.resolve("input.csv");
        try {
            Files.writeString(file, HEADER + rows);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return set("INPUT", file.toString());
    }

    Map<String, String> environment() {
        return environment;
    }

    JobRun job() {
        return job(ProgressListener.NONE);
    }

    JobRun job(ProgressListener listener) {
        return new JobRun(JobSettings.fromEnvironment(environment), listener);
    }

    JobRun job(Verb verb) {
        return new JobRun(JobSettings.fromEnvironment(verb, environment), ProgressListener.NONE);
    }

    Map<String, Object> facts() {
        return Json.read(work.resolve("run.json"));
    }
}
