package dev.slipway.releases;

import dev.slipway.inference.ModelName;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code environments/NAME.yaml}. */
public final class EnvironmentFile {
    /** The rehearsal's databases, the stack of images, and GitHub's environments whose roles are no environment's. */
    private static final Set<String> TAKEN = Set.of("local", "registry", "release", "diff");

    private EnvironmentFile() {}

    /**
     * Reads one environment. What it copies is checked against the model's folder where that holds the same version;
     * see {@link ModelCatalog#at}.
     *
     * @throws ReleaseFileException with all that is wrong with it
     */
    public static Environment read(Path file, ModelCatalog models) {
        Problems problems = new Problems(String.valueOf(file.getFileName()));
        String name = name(file, problems);
        Section top = YamlDocument.read(file, "account: \"222222222222\", region: eu-central-1, …", problems);
        Environment environment = top == null ? null : environment(name, top, new ReleaseRules(models, problems));
        problems.throwIfAny();
        return environment;
    }

    private static String name(Path file, Problems problems) {
        String name = String.valueOf(file.getFileName());
        String stem = name.replaceFirst("\\.yaml$", "");
        if (!name.matches("[a-z][a-z0-9-]{0,15}\\.yaml") || TAKEN.contains(stem)) {
            problems.add(
                    1,
                    "",
                    "expected a file named after its environment, at most 16 lower-case letters, digits or -, "
                            + "such as staging.yaml (local, registry, release and diff mean something else), got \""
                            + name + '"');
            return null;
        }
        return stem;
    }

    private static Environment environment(String name, Section top, ReleaseRules rules) {
        Account account = top.need("account", "\"222222222222\"", value -> value.parse(Account::new));
        Region region = top.need("region", "eu-central-1", value -> value.parse(Region::new));
        Boolean protect = top.need("protect", "true", Value::flag);
        Network network = top.need("network", "{egress: endpoints}", SurroundingsReader::network);
        ApplicationDatabase application = top.need("application", "{create: true}", SurroundingsReader::application);
        Long rotate = top.take("rotate", "1", 0L, number -> number.whole(0, 999_999));
        List<String> notify = top.need("notify", "[ml@example.com]", SurroundingsReader::notify);
        Map<ModelName, Release> models =
                top.need("models", "{audience-forecast: {version: 1.0.0, …}}", value -> models(value, rules));
        return top.build(() -> new Environment(
                name, account, region, protect, network, application, Math.toIntExact(rotate), notify, models));
    }

    private static Map<ModelName, Release> models(Value value, ReleaseRules rules) {
        Map<ModelName, Release> models = new LinkedHashMap<>();
        List<Release> all = value.section().all("{version: 1.0.0, …}", (name, release) -> {
            ModelName model = release.read(ignored -> new ModelName(name));
            Release read = ReleaseReader.release(release, model, rules);
            if (model != null && read != null) {
                models.put(model, read);
            }
            return read;
        });
        return all == null ? null : Collections.unmodifiableMap(models);
    }
}
