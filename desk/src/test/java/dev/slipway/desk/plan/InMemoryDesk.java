package dev.slipway.desk.plan;

import dev.slipway.desk.Changes;
import dev.slipway.desk.Copies;
import dev.slipway.desk.Desk;
import dev.slipway.desk.Jobs;
import dev.slipway.desk.LedgerCalls;
import dev.slipway.desk.Parameters;
import dev.slipway.desk.Registry;
import dev.slipway.desk.Released;
import dev.slipway.desk.RunFacts;
import dev.slipway.desk.RunFiles;
import dev.slipway.desk.RunLogs;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Names;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Registry, runs and parameters of one environment, as far as a plan asks for them; counts what it is asked. */
final class InMemoryDesk implements Desk, Registry, RunFiles, Parameters {
    final Map<String, Released> images;
    final List<RunFacts> runs = new ArrayList<>();
    final List<String> secrets = new ArrayList<>();
    final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    /** Thrown by the registry, where it is set. */
    RuntimeException away;

    private final String environment;

    /** @param images by {@code model:version}, shared between environments */
    InMemoryDesk(String environment, Map<String, Released> images) {
        this.environment = environment;
        this.images = images;
        this.secrets.add(new Names(environment).password("analytics", "job"));
    }

    InMemoryDesk ran(String model, String version, String digest, int exitCode) {
        runs.add(new RunFacts(
                Map.of("runId", "r", "model", model, "version", version, "imageDigest", digest, "exitCode", exitCode)));
        return this;
    }

    @Override
    public Optional<Released> find(ModelName model, ModelVersion version) {
        count("image");
        if (away != null) {
            throw away;
        }
        return Optional.ofNullable(images.get(model + ":" + version));
    }

    @Override
    public String reference(ModelName model, ModelVersion version) {
        return "registry.example.com/slipway/" + model + ":" + version;
    }

    @Override
    public Stream<RunFacts> newest(ModelName model) {
        count("runs");
        return runs.stream().filter(run -> run.model().equals(Optional.of(model)));
    }

    @Override
    public List<Secret> list() {
        count("secrets");
        return secrets.stream().map(name -> new Secret(name, 1, Instant.EPOCH)).toList();
    }

    @Override
    public String environment() {
        return environment;
    }

    @Override
    public Registry registry() {
        return this;
    }

    @Override
    public RunFiles runs() {
        return this;
    }

    @Override
    public Parameters parameters() {
        return this;
    }

    @Override
    public Optional<RunFacts> find(ModelName model, String runId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Artifact> artifacts(ModelName model, String runId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(ModelName model, String runId, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void put(String name, String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Jobs jobs() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Changes changes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LedgerCalls ledger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public RunLogs logs() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Copies copies() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String who() {
        return "ann";
    }

    int count(String what) {
        return asked.computeIfAbsent(what, ignored -> new AtomicInteger()).incrementAndGet();
    }
}
