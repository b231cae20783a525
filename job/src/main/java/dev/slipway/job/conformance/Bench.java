package dev.slipway.job.conformance;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Request;
import dev.slipway.job.runtime.ContainerRuntime;
import dev.slipway.job.runtime.ImageCall;
import dev.slipway.job.runtime.ImageRun;
import dev.slipway.job.runtime.ImageRuntime;
import dev.slipway.job.runtime.ProcessRuntime;
import dev.slipway.job.runtime.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Where rules are tried: starts the image with whatever a rule sets up, each time in new folders. */
final class Bench implements AutoCloseable {
    /** How long one trial may take. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String MISSES_NETWORK = "the image misses a network, see hermetic.no-network";

    private final Optional<ContainerImage> container;
    private final Path folder;
    private final Golden golden;
    private final Map<String, String> variables;
    private final Map<String, Trial> kept = new ConcurrentHashMap<>();
    private final Map<String, Boolean> shown = new ConcurrentHashMap<>();
    private volatile Map<String, Double> measured = Map.of();
    private final Map<Relief, Verdict> reliefs = new EnumMap<>(Relief.class);
    private final ThreadLocal<ContainerRuntime> conditions = new ThreadLocal<>();
    private final AtomicInteger trials = new AtomicInteger();
    private volatile ImageRuntime runtime;
    private volatile Trial missesNetwork;
    private volatile String cannotRun;
    private Manifest manifest;

    /**
     * @param variables the model's own, for every verb but describe
     * @param parent where the folders of the trials are made, and removed at the end
     */
    static Bench of(ImageRuntime runtime, Map<String, String> variables, Path parent) {
        return new Bench(
                runtime instanceof ContainerRuntime container
                        ? Optional.of(ContainerImage.of(container))
                        : Optional.empty(),
                runtime,
                variables,
                parent);
    }

    /** An image that the job would not start is not started here: what it says of itself can be judged all the same. */
    static Bench of(ContainerImage image, Map<String, String> variables, Path parent) {
        Bench bench = new Bench(Optional.of(image), null, variables, parent);
        try {
            bench.runtime = image.runtime();
        } catch (InferenceException refused) {
            bench.cannotRun = "the job would not start it: " + refused.getMessage();
        }
        return bench;
    }

    private Bench(
            Optional<ContainerImage> container, ImageRuntime runtime, Map<String, String> variables, Path parent) {
        this.container = container;
        this.runtime = runtime;
        this.variables = variables;
        try {
            this.folder = Files.createTempDirectory(parent, "slipway-check-");
        } catch (IOException failed) {
            throw new UncheckedIOException("no folder for temporary files: " + failed, failed);
        }
        this.golden = new Golden(this);
    }

    /** The image as the trials run it now. */
    ImageRuntime runtime() {
        if (cannotRun != null) {
            throw Verdict.notChecked(cannotRun);
        }
        ContainerRuntime other = conditions.get();
        return other == null ? runtime : other;
    }

    /** How many rules may be tried at a time: trials that the kernel keeps apart do not disturb each other. */
    int atOnce() {
        boolean apart = container.isPresent() || runtime instanceof ProcessRuntime;
        return apart ? Math.min(2, Runtime.getRuntime().availableProcessors()) : 1;
    }

    /** What is tried, where it is a container image and not a folder. */
    Optional<ContainerImage> container() {
        return container;
    }

    /** From now on every trial is NOT CHECKED. */
    void cannotRun(String reason) {
        cannotRun = reason;
    }

    /** Makes trials of a container under other conditions, which only this thread's trials meet. */
    <T> T under(UnaryOperator<ContainerRuntime> change, Supplier<T> trials) {
        conditions.set(change.apply((ContainerRuntime) runtime()));
        try {
            return trials.get();
        } finally {
            conditions.remove();
        }
    }

    /**
     * Makes a trial that every good image brings to an end. Where it does not end well because of one seal of the
     * container, that seal is broken for all later trials: they then show what else is wrong, and the seal's own rule
     * fails.
     */
    Trial essential(Supplier<Trial> trial) {
        if (missesNetwork != null) {
            throw Verdict.notApplicable(MISSES_NETWORK);
        }
        Trial first = trial.get();
        if (container.isEmpty() || first.end().status() == ExitCode.DONE.code()) {
            return first;
        }
        ContainerRuntime sealed = (ContainerRuntime) runtime;
        for (Relief relief : Relief.values()) {
            Optional<ContainerRuntime> eased = relief.on(sealed, container.get().image());
            if (eased.isPresent()) {
                runtime = eased.get();
                Trial next = trial.get();
                if (next.end().status() == ExitCode.DONE.code()) {
                    reliefs.put(
                            relief,
                            Verdict.broken(
                                    "exit status",
                                    "0 (done) sealed off as in the job",
                                    first.ending() + "; with " + relief.words()
                                            + " it ends with 0, and so the other rules were tried"));
                    return next;
                }
            }
        }
        runtime = sealed;
        if (Unconnected.is(first.end())) {
            missesNetwork = first;
            throw Verdict.notApplicable(MISSES_NETWORK);
        }
        return first;
    }

    /** Predicts the golden rows; fails where the image has told that it misses a network. */
    void refuseNetwork() {
        try {
            golden.plain();
        } catch (Verdict missed) {
            throw missesNetwork == null
                    ? missed
                    : Verdict.broken("exit status", "0 (done) without a network", missesNetwork.ending());
        }
    }

    /** Predicts the golden rows; fails where the image has done so only because a seal was broken. */
    void refuse(Relief relief) {
        golden.plain();
        if (reliefs.containsKey(relief)) {
            throw reliefs.get(relief);
        }
    }

    /** Rows of the golden set, and what the image makes of them. */
    Golden golden() {
        return golden;
    }

    /** The manifest, read more kindly than a runner does: noise around it is another rule's matter. */
    synchronized Manifest manifest() {
        if (manifest == null) {
            String text = once("describe", () -> essential(() -> verb("describe")))
                    .ends(ExitCode.DONE)
                    .end()
                    .stdout();
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
        } catch (Verdict notTried) {
            if (notTried.outcome() != RuleResult.Outcome.FAIL) {
                throw notTried;
            }
            throw Verdict.notApplicable("without a manifest, see describe.prints-manifest");
        } catch (RuntimeException unknown) {
            throw Verdict.notApplicable("without a manifest, see describe.prints-manifest");
        }
    }

    /** Runs with any arguments and with empty folders. */
    Trial verb(String... arguments) {
        Path trial = newFolder();
        ImageCall call = List.of(arguments).equals(List.of("describe")) ? folders(trial) : call(trial);
        return new Trial(
                null,
                runtime().start(call.with(List.of(arguments))).await(LIMIT),
                trial.resolve("in"),
                trial.resolve("out"));
    }

    /** A trial that several rules look at. */
    Trial once(String name, Supplier<Trial> trial) {
        return kept.computeIfAbsent(name, unknown -> trial.get());
    }

    void measured(Map<String, Double> golden) {
        measured = golden;
    }

    /** What the image scored on its golden set; empty until that is known. */
    Map<String, Double> measured() {
        return measured;
    }

    /** Whether one run shows that several rules are kept, found out once. */
    boolean shows(String name, BooleanSupplier run) {
        return shown.computeIfAbsent(name, unknown -> run.getAsBoolean());
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
        ImageRun run = runtime().start(call(trial).with(List.of("predict")));
        meanwhile.accept(run, out);
        return new Trial(setup, run.await(LIMIT), in, out);
    }

    private ImageCall call(Path trial) {
        return folders(trial).with(variables);
    }

    private static ImageCall folders(Path trial) {
        return ImageCall.folders(trial.resolve("in"), trial.resolve("out"), trial.resolve("shared"));
    }

    private Path newFolder() {
        Path trial = folder.resolve("trial-" + trials.incrementAndGet());
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
