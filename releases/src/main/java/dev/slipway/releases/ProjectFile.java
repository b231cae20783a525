package dev.slipway.releases;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code slipway.yaml}: what all environments share.
 *
 * @param registryAccount the account that holds every model's image
 * @param tags put on every resource, by name
 * @param bases what images of a runtime, {@code java} or {@code python}, stand on where nothing else is asked for
 * @param rates what a minute of a run costs, in USD, for every size or for none; with them runs estimate their cost
 * @param boundary the policy that bounds every role, by its name in each account; empty where none does
 * @param github whose workflows may release and deploy; empty where nobody may from there
 */
public record ProjectFile(
        Account registryAccount,
        Region registryRegion,
        Map<String, String> tags,
        Map<String, PinnedImage> bases,
        Map<ComputeSize, Double> rates,
        Optional<String> boundary,
        Optional<GitHub> github) {
    /** The file's name in the root of the product. */
    public static final String FILE = "slipway.yaml";

    /** In front of the names of models, so that the account's registry may hold other repositories, too. */
    public static final String REPOSITORIES = "slipway";

    /** Cents instead of USD would be far above it. */
    private static final double MOST_A_MINUTE = 10;

    private static final String TEXT = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";

    /**
     * Reads the file.
     *
     * @throws ReleaseFileException with all that is wrong with it
     */
    public static ProjectFile read(Path file) {
        Problems problems = new Problems(String.valueOf(file.getFileName()));
        Section top = YamlDocument.read(file, "registry: {…}, tags: {…}", problems);
        ProjectFile project = top == null ? null : project(top);
        problems.throwIfAny();
        return project;
    }

    /** Where releases are pushed: below this address every model has a repository of its own name. */
    public String registry() {
        String partition = registryRegion.name().startsWith("cn-") ? ".cn" : "";
        return registryAccount + ".dkr.ecr." + registryRegion + ".amazonaws.com" + partition + "/" + REPOSITORIES;
    }

    private static ProjectFile project(Section top) {
        ProjectFile registry =
                top.need("registry", "{account: \"111111111111\", region: eu-central-1}", ProjectFile::registry);
        Map<String, String> tags = top.need("tags", "{product: slipway}", ProjectFile::tags);
        Map<String, PinnedImage> bases = top.take("bases", "{java: IMAGE@sha256:…}", Map.of(), ProjectFile::bases);
        Map<ComputeSize, Double> rates =
                top.take("rates", "{small: 0.005, medium: 0.01, …}", Map.of(), ProjectFile::rates);
        Optional<String> boundary = top.take("boundary", "slipway-boundary", Optional.empty(), ProjectFile::boundary);
        Optional<GitHub> github =
                top.take("github", "{repository: acme/models}", Optional.empty(), ProjectFile::github);
        return top.build(() -> new ProjectFile(
                registry.registryAccount, registry.registryRegion, tags, bases, rates, boundary, github));
    }

    private static ProjectFile registry(Value value) {
        Section registry = value.section();
        Account account = registry.need("account", "\"111111111111\"", text -> text.parse(Account::new));
        Region region = registry.need("region", "eu-central-1", text -> text.parse(Region::new));
        return registry.build(() ->
                new ProjectFile(account, region, Map.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty()));
    }

    private static Optional<String> boundary(Value value) {
        return Optional.ofNullable(value.parse(name -> {
            if (!name.matches("[A-Za-z0-9_+=,.@-]{1,128}")) {
                throw new IllegalArgumentException(
                        "expected the name of a policy, not its ARN, such as slipway-boundary, got \"" + name + '"');
            }
            return name;
        }));
    }

    private static boolean existing(String text) {
        if (!text.equals("existing")) {
            throw new IllegalArgumentException(
                    "expected existing, where the registry's account has an identity provider"
                            + " for GitHub already, or no provider, got \"" + text + '"');
        }
        return true;
    }

    private static Optional<GitHub> github(Value value) {
        Section github = value.section();
        GitHubRepository repository =
                github.need("repository", "acme/models", text -> text.parse(GitHubRepository::new));
        Boolean existing = github.take("provider", "existing", false, text -> text.parse(ProjectFile::existing));
        return Optional.ofNullable(github.build(() -> new GitHub(repository, !existing)));
    }

    private static Map<String, PinnedImage> bases(Value value) {
        Section section = value.section();
        Map<String, PinnedImage> bases = new LinkedHashMap<>();
        for (String runtime : List.of("java", "python")) {
            PinnedImage base = section.take(runtime, "IMAGE@sha256:…", null, text -> text.parse(PinnedImage::new));
            if (base != null) {
                bases.put(runtime, base);
            }
        }
        return section.build(() -> Collections.unmodifiableMap(bases));
    }

    private static Map<ComputeSize, Double> rates(Value value) {
        Section section = value.section();
        Map<ComputeSize, Double> rates = new EnumMap<>(ComputeSize.class);
        for (ComputeSize size : ComputeSize.values()) {
            rates.put(size, section.need(size.word(), "0.005", ProjectFile::rate));
        }
        return section.build(() -> Collections.unmodifiableMap(rates));
    }

    private static Double rate(Value value) {
        double rate = value.number();
        if (rate <= 0 || rate > MOST_A_MINUTE) {
            throw value.expected("USD a minute above 0 and up to " + (int) MOST_A_MINUTE);
        }
        return rate;
    }

    private static Map<String, String> tags(Value value) {
        Map<String, String> tags = new LinkedHashMap<>();
        List<String> all = value.section().all("slipway", (name, text) -> {
            if (!name.matches(TEXT + "{1,128}") || name.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw new IllegalArgumentException("expected a tag's name of 1 to 128 letters, digits or _.:/=+-@, "
                        + "not starting with aws:, such as product");
            }
            tags.put(name, text.parse(ProjectFile::tag));
            return name;
        });
        return all == null ? null : Collections.unmodifiableMap(tags);
    }

    private static String tag(String text) {
        if (!text.matches(TEXT + "{0,256}")) {
            throw new IllegalArgumentException(
                    "expected a tag of at most 256 letters, digits or _.:/=+-@ such as slipway, got \"" + text + '"');
        }
        return text;
    }
}
