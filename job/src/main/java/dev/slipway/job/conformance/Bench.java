package dev.slipway.job.conformance;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Request;
import dev.slipway.job.runtime.ImageCall;
import dev.slipway.job.runtime.ImageEnd;
import dev.slipway.job.runtime.ImageRun;
import dev.slipway.job.runtime.ImageRuntime;
import dev.slipway.job.runtime.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Where rules are tried: starts the image with whatever a rule sets up, each time in new folders. */
final class Bench implements AutoCloseable {
    /** How long one trial may take. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private final ImageRuntime runtime;
    private final Path folder;
    private final Golden golden;
    private final Map<String, Trial> kept = new HashMap<>();
    private int trials;
    private Manifest manifest;

    /** @param parent where the folders of the trials are made, and removed at the end */
    Bench(ImageRuntime runtime, Path parent) {
        this.runtime = runtime;
        try {
            this.folder = Files.createTempDirectory(parent, "slipway-check-");
        } catch (IOException failed) {
            throw new UncheckedIOException("no folder for temporary files: " + failed, failed);
        }
        this.golden = new Golden(this);
    }

    ImageRuntime runtime() {
        return runtime;
    }

    /** Rows of the golden set, and what the image makes of them. */
    Golden golden() {
        return golden;
    }

    /** The manifest, read more kindly than a runner does: noise around it is another rule's matter. */
    Manifest manifest() {
        if (manifest == null) {
            ImageEnd end = verb("describe").ends(ExitCode.DONE).end();
            String text = end.stdout();
            if (text.indexOf('{') < 0) {
                throw Verdict.broken("standard output", "the manifest as JSON", text.isBlank() ? "nothing" : text);
            }
            manifest = Manifest.parse(text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1));
        }
        return manifest;
    }

    /** The manifest for rules about something else. */
    Manifest knownManifest() {
        try {
            return manifest();
        } catch (RuntimeException unknown) {
            throw Verdict.notApplicable("without a manifest, see describe.prints-manifest");
        }
    }

    /** Runs with any arguments and with empty folders. */
    Trial verb(String... arguments) {
        Path trial = newFolder();
        return new Trial(
                null,
                runtime.start(call(trial).with(List.of(arguments))).await(LIMIT),
                trial.resolve("in"),
                trial.resolve("out"));
    }

    /** A trial that several rules look at. */
    Trial once(String name, Supplier<Trial> trial) {
        Trial known = kept.get(name);
        if (known == null) {
            known = trial.get();
            kept.put(name, known);
        }
        return known;
    }

    Trial predict(Setup setup) {
        return predict(setup, (run, out) -> {});
    }

    /** The same; what is given watches the run while it goes on. */
    Trial predict(Setup setup, BiConsumer<ImageRun, Path> meanwhile) {
        Path trial = newFolder();
        Path in = trial.resolve("in");
        Path out = trial.resolve("out");
        try {
            for (Map.Entry<String, byte[]> file : setup.files().entrySet()) {
                Files.write(in.resolve(file.getKey()), file.getValue());
            }
            if (setup.request() != null) {
                Files.writeString(in.resolve(Request.FILE), JSON.std.asString(setup.request()));
            }
            if (!setup.outEmpty()) {
                Files.writeString(out.resolve("earlier.csv"), "left by an earlier run\n");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        ImageRun run = runtime.start(call(trial).with(List.of("predict")));
        meanwhile.accept(run, out);
        return new Trial(setup, run.await(LIMIT), in, out);
    }

    private static ImageCall call(Path trial) {
        return ImageCall.folders(trial.resolve("in"), trial.resolve("out"), trial.resolve("shared"));
    }

    private Path newFolder() {
        Path trial = folder.resolve("trial-" + ++trials);
        try {
            for (String name : List.of("in", "out", "shared")) {
                Files.createDirectories(trial.resolve(name));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return trial;
    }

    @Override
    public void close() {
        Trees.delete(folder);
    }
}
