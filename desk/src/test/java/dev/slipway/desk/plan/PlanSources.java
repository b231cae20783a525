package dev.slipway.desk.plan;

import dev.slipway.desk.FolderStore;
import dev.slipway.desk.Parameters;
import dev.slipway.desk.Registry;
import dev.slipway.desk.Released;
import dev.slipway.desk.RunFiles;
import dev.slipway.desk.Sources;
import dev.slipway.desk.StoredRunFiles;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One environment: images in memory, runs as real files, secrets by name; counts what it is asked. */
final class PlanSources implements Sources, Registry, Parameters {
    final Map<String, Secret> secrets = new TreeMap<>();
    /** Thrown by the registry, where it is set. */
    RuntimeException away;

    private final String environment;
    private final Map<String, Released> images;
    private final Path folder;
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

    /**
     * @param images by {@code model:version}, shared between environments
     * @param folder for the files of its runs
     */
    PlanSources(String environment, Map<String, Released> images, Path folder) {
        this.environment = environment;
        this.images = images;
        this.folder = folder.resolve(environment);
        put(new Names(environment).password("analytics", "job"), "");
    }

    PlanSources ran(String model, String version, String digest, int exitCode) throws IOException {
        Path run = folder.resolve("runs/" + model + "/" + version + digest.hashCode() + exitCode);
        Files.createDirectories(run);
        Files.writeString(
                run.resolve("run.json"),
                "{\"runId\":\"r\",\"model\":\"" + model + "\",\"version\":\"" + version + "\",\"imageDigest\":\""
                        + digest + "\",\"exitCode\":" + exitCode + "}");
        return this;
    }

    /** How often it was asked. */
    int asked(String what) {
        return asked.getOrDefault(what, new AtomicInteger()).get();
    }

    private void count(String what) {
        asked.computeIfAbsent(what, ignored -> new AtomicInteger()).incrementAndGet();
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
        count("runs");
        return new StoredRunFiles(() -> new FolderStore(folder));
    }

    @Override
    public Parameters parameters() {
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
    public List<Secret> list() {
        count("secrets");
        return List.copyOf(secrets.values());
    }

    @Override
    public void put(String name, String value) {
        secrets.put(name, new Secret(name, 1, Instant.EPOCH));
    }
}
