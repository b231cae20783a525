package dev.slipway.desk.plan;

import dev.slipway.desk.Parameters.Secret;
import dev.slipway.desk.Registry;
import dev.slipway.desk.Released;
import dev.slipway.desk.RunFacts;
import dev.slipway.desk.Sources;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Names;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Asks the sources what a plan has to know: all at once, and each thing once. An image is the same in all environments,
 * so that a version is looked up in one of their registries.
 */
public final class Planner {
    /** Nothing runs in the first that has not run in the second. */
    private static final Map<String, String> ORDER = Map.of("prod", "staging");

    /** Of a model's latest runs; the store keeps at most that many. */
    private static final int LOOKED_AT = 200;

    private static final int AT_ONCE = 16;

    private final Function<String, ? extends Sources> desks;
    private final Function<Sources, Registry> registries;
    private final Predicate<String> there;
    private final Map<String, CompletableFuture<?>> asked = new ConcurrentHashMap<>();

    /** @param desks the desk of an environment, by its name */
    public Planner(Function<String, ? extends Sources> desks) {
        this(desks, Sources::registry);
    }

    private Planner(Function<String, ? extends Sources> desks, Function<Sources, Registry> registries) {
        this(desks, registries, environment -> true);
    }

    /**
     * @param registries where a desk's images are looked up
     * @param there whether there is an environment of that name: where there is no staging, prod does not wait for it
     */
    public Planner(
            Function<String, ? extends Sources> desks,
            Function<Sources, Registry> registries,
            Predicate<String> there) {
        this.desks = desks;
        this.registries = registries;
        this.there = there;
    }

    /** The environment that has to run a version before; empty where none has to. */
    public static Optional<String> before(String environment) {
        return Optional.ofNullable(ORDER.get(environment));
    }

    /**
     * Looks at changes.
     *
     * @throws dev.slipway.inference.InferenceException where a source is away or refuses: nothing is told half
     */
    public List<ModelPlan> plan(List<Edited> edits) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "slipway-plan");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<CompletableFuture<ModelPlan>> plans = edits.stream()
                    .map(edited -> facts(edited, threads).thenApply(facts -> new ModelPlan(edited, facts)))
                    .toList();
            return plans.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        } finally {
            threads.shutdownNow();
            asked.clear();
        }
    }

    private CompletableFuture<Facts> facts(Edited edited, ExecutorService threads) {
        Sources desk = desks.apply(edited.environment());
        Registry registry = registries.apply(desk);
        ModelVersion version = edited.release().version();
        Optional<String> before = before(edited.environment()).filter(there);
        CompletableFuture<Optional<Released>> next = image(registry, edited.model(), version, threads);
        CompletableFuture<Optional<Released>> now = edited.from()
                .map(from -> image(registry, edited.model(), from, threads))
                .orElse(CompletableFuture.completedFuture(Optional.empty()));
        CompletableFuture<Set<String>> missing = once("secrets " + edited.environment(), () -> missing(desk), threads);
        CompletableFuture<Set<String>> ran = before.map(earlier -> next.thenCompose(image -> once(
                        "runs " + earlier + " " + edited.model() + " " + version,
                        () -> ran(desks.apply(earlier), edited.model(), version, image.map(Released::digest)),
                        threads)))
                .orElse(CompletableFuture.completedFuture(Set.of()));
        return CompletableFuture.allOf(next, now, missing, ran)
                .thenApply(all -> new Facts(
                        registry.reference(edited.model(), version),
                        registry.remedy(edited.model(), version),
                        next.join(),
                        now.join(),
                        missing.join(),
                        before,
                        ran.join()));
    }

    private CompletableFuture<Optional<Released>> image(
            Registry registry, ModelName model, ModelVersion version, ExecutorService threads) {
        return once("image " + model + " " + version, () -> registry.find(model, version), threads);
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<T> once(String question, Supplier<T> source, ExecutorService threads) {
        return (CompletableFuture<T>)
                asked.computeIfAbsent(question, ignored -> CompletableFuture.supplyAsync(source, threads));
    }

    /** What a run's project takes from the parameter store. */
    private static Set<String> missing(Sources desk) {
        if (desk.makesItsSecrets()) {
            return Set.of();
        }
        String needed = new Names(desk.environment()).password("analytics", "job");
        boolean there = desk.parameters().list().stream().map(Secret::name).anyMatch(needed::equals);
        return there ? Set.of() : Set.of(needed);
    }

    /** Digests of successful runs of a version, the newest first; of the one that is wanted no earlier run is looked at. */
    static Set<String> ran(Sources desk, ModelName model, ModelVersion version, Optional<String> wanted) {
        Set<String> digests = new LinkedHashSet<>();
        try (Stream<RunFacts> runs = desk.runs().newest(model)) {
            runs.limit(LOOKED_AT)
                    .filter(run -> run.succeeded() && run.version().equals(Optional.of(version)))
                    .flatMap(run -> run.imageDigest().stream())
                    .peek(digests::add)
                    .anyMatch(digest -> wanted.equals(Optional.of(digest)));
        }
        return digests;
    }
}
