package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelVersion;
import dev.slipway.job.runtime.ManifestLabel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a container image says of itself and brings along. A folder has none of that. */
final class ImageRules {
    static final String MANIFEST = ManifestLabel.NAME;

    private static final String TITLE = "org.opencontainers.image.title";
    private static final String VERSION = "org.opencontainers.image.version";
    static final List<String> LABELS = List.of(MANIFEST, TITLE, VERSION);

    static final List<Rule> ALL = List.of(
            new Rule(
                    "image.platform",
                    "The image is for Linux and for a processor that the engine can be.",
                    ImageRules::platform),
            new Rule(
                    "image.labels",
                    "Label " + MANIFEST + " is what describe prints; title and version are labels too.",
                    ImageRules::labels),
            new Rule("image.tag", "The tag that the image was named by is the model's version.", ImageRules::tag),
            new Rule("image.user", "The image's user is a number, and not root's.", ImageRules::user),
            new Rule(
                    "image.entrypoint",
                    "The entry point starts the program itself, so that the verb and SIGTERM reach it.",
                    EntrypointRule::check),
            new Rule("image.volumes", "The image declares no VOLUME.", ImageRules::volumes),
            new Rule(
                    "image.contents",
                    "No installers, compilers, caches or test libraries are in the image.",
                    ImageRules::contents));

    private ImageRules() {}

    static ContainerImage image(Bench bench) {
        return bench.container().orElseThrow(() -> Verdict.notApplicable("a folder is no container image"));
    }

    /** An engine may emulate another processor; trying is the only way to know. */
    private static void platform(Bench bench) {
        ContainerImage image = image(bench);
        String platform = image.image().platform();
        String here = image.engine().platform();
        if (platform.equals(here)) {
            return;
        }
        if (bench.verb("describe").end().status() != ExitCode.DONE.code()) {
            bench.cannotRun("the image is for " + platform + ", see image.platform");
            throw Verdict.broken("platform", here + " as this engine, or one that it can emulate", platform);
        }
        Optional<String> program =
                Elf.platform(image.runtime().head(image.image().entrypoint().get(0)));
        if (program.isPresent() && !program.get().equals(platform)) {
            throw Verdict.broken("platform", program.get() + " as its program", platform);
        }
    }

    private static void labels(Bench bench) {
        Map<String, String> labels = image(bench).image().labels();
        Manifest labelled = labelled(label(labels, MANIFEST, "the manifest's JSON"));
        Verdict.same("label " + TITLE, labelled.name().toString(), label(labels, TITLE, "the model's name"));
        Verdict.same("label " + VERSION, labelled.version().toString(), label(labels, VERSION, "the model's version"));
        Differences.refuse(
                "label " + MANIFEST,
                bench.knownManifest().toJson().getBytes(StandardCharsets.UTF_8),
                labelled.toJson().getBytes(StandardCharsets.UTF_8));
    }

    private static Manifest labelled(String label) {
        try {
            return Manifest.parse(label);
        } catch (RuntimeException unreadable) {
            throw Verdict.broken("label " + MANIFEST, "the manifest's JSON", unreadable.getMessage());
        }
    }

    private static String label(Map<String, String> labels, String name, String what) {
        String value = labels.get(name);
        if (value == null) {
            throw Verdict.broken("label " + name, what, labels.isEmpty() ? "an image without labels" : "none");
        }
        return value;
    }

    private static void tag(Bench bench) {
        String tag = image(bench).tag();
        if (tag == null) {
            throw Verdict.notApplicable("the image was named without a tag");
        }
        String version = bench.knownManifest().version().toString();
        if (!tag.equals(version)) {
            throw Verdict.broken(
                    "tag", version + " as the manifest says", tag + (isVersion(tag) ? "" : ", which is no version"));
        }
    }

    private static boolean isVersion(String tag) {
        try {
            ModelVersion.parse(tag);
            return true;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    private static void user(Bench bench) {
        String user = image(bench).image().user();
        if (user.isEmpty() || user.matches("0+(:.*)?") || user.matches("root(:.*)?")) {
            throw Verdict.broken("user", "a number such as 65532:65532", user.isEmpty() ? "none, so root" : user);
        }
        if (!user.matches("\\d+(:\\d+)?")) {
            throw Verdict.broken("user", "a number such as 65532:65532, which needs no list of users", user);
        }
    }

    private static void volumes(Bench bench) {
        List<String> volumes = image(bench).image().volumes();
        if (!volumes.isEmpty()) {
            throw Verdict.broken("VOLUME", "none: in/, out/, shared/ and /tmp are all there is", volumes);
        }
    }

    private static void contents(Bench bench) {
        List<String> unwanted = image(bench)
                .unwanted()
                .orElseThrow(() -> Verdict.notChecked("the image's files were not looked through"));
        if (!unwanted.isEmpty()) {
            throw Verdict.broken("contents", "only what a prediction needs", String.join(", ", unwanted));
        }
    }
}
