package dev.slipway.desk.plan;

import dev.slipway.desk.Released;
import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Copy;
import dev.slipway.releases.VersionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a change must keep to; every rule broken is named, each with what to do. */
final class Rules {
    private final Edited edited;
    private final Facts facts;
    private final List<Broken> broken = new ArrayList<>();

    private Rules(Edited edited, Facts facts) {
        this.edited = edited;
        this.facts = facts;
    }

    static List<Broken> broken(Edited edited, Facts facts) {
        Rules rules = new Rules(edited, facts);
        facts.next().ifPresentOrElse(rules::image, rules::notPushed);
        rules.table();
        rules.secrets();
        return List.copyOf(rules.broken);
    }

    private void notPushed() {
        broken("tag", "there is no " + facts.reference(), facts.remedy());
    }

    private void image(Released next) {
        Manifest manifest = next.manifest();
        if (!manifest.name().equals(edited.model())
                || !manifest.version().equals(edited.release().version())) {
            broken(
                    "label",
                    facts.reference() + " is " + manifest.name() + " " + manifest.version() + " by its own label",
                    "push the image under its own name and version, 'slipway push' does");
            return;
        }
        if (next.immutable().equals(Optional.of(false))) {
            broken(
                    "immutable",
                    "the repository of " + facts.reference() + " lets a tag be overwritten",
                    "make its tags immutable, as 'cdk deploy Registry' does");
        }
        if (!edited.isSameVersion() && !edited.goesBack()) {
            facts.now().ifPresent(now -> number(now.manifest(), manifest));
        }
        edited.release().copy().ifPresent(copy -> copied(copy, manifest));
        variables(manifest);
        if (!edited.isSameVersion()) {
            order(next);
        }
    }

    private void number(Manifest now, Manifest next) {
        List<String> dishonest = VersionRule.violations(now, next);
        if (!dishonest.isEmpty()) {
            broken(
                    "number",
                    String.join("; ", dishonest),
                    "release it as " + VersionRule.smallest(now, next) + ": raise the version in models/"
                            + edited.model() + "/model.yaml, push it, and name that one here");
        }
    }

    private void copied(Copy copy, Manifest manifest) {
        List<String> output = manifest.output().stream().map(Field::name).toList();
        List<String> gone =
                copy.fields().stream().filter(field -> !output.contains(field)).toList();
        if (!gone.isEmpty()) {
            broken(
                    "copy",
                    "copy names " + String.join(", ", gone) + ", which " + manifest.version()
                            + " does not give; it gives " + String.join(", ", output),
                    "take " + (gone.size() == 1 ? "it" : "them") + " out of copy.fields in environments/"
                            + edited.environment() + ".yaml; readers will find null there");
        }
        List<String> lacking = manifest.key().stream()
                .filter(field -> !copy.fields().contains(field))
                .toList();
        if (!lacking.isEmpty()) {
            broken(
                    "copy",
                    "copy lacks " + String.join(", ", lacking) + " of the key of " + manifest.version(),
                    "add " + (lacking.size() == 1 ? "it" : "them") + " to copy.fields");
        }
    }

    private void variables(Manifest manifest) {
        List<String> missing = manifest.variables().stream()
                .filter(name -> !edited.release().variables().containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            broken(
                    "variable",
                    manifest.version() + " needs " + String.join(", ", missing)
                            + ", which the release does not give; a run would end with 78",
                    "add " + (missing.size() == 1 ? "it" : "them") + " to models." + edited.model()
                            + ".variables in environments/" + edited.environment() + ".yaml");
        }
    }

    private void table() {
        String table = edited.release().copy().map(Copy::table).orElse(null);
        if (edited.isOtherMajor() && edited.tableBefore().isPresent()) {
            String before = edited.tableBefore().get();
            if (before.equals(table)) {
                int major = edited.release().version().major();
                broken(
                        "table",
                        "version " + edited.from().orElseThrow().major() + " is copied to the table " + table
                                + " already",
                        "give major version " + major + " its own in copy.table, such as " + table + "_v" + major
                                + ", and let readers move over to it");
            }
        }
    }

    private void secrets() {
        for (String name : facts.missing()) {
            broken(
                    "secret",
                    "the parameter " + name + " is missing, which a run needs",
                    "'slipway secrets put " + name + " -e " + edited.environment()
                            + "' writes one, a deployment with another number behind rotate makes a new password");
        }
    }

    private void order(Released next) {
        facts.before()
                .flatMap(before ->
                        order(before, edited.model(), edited.release().version(), next.digest(), facts.ranBefore()))
                .ifPresent(broken::add);
    }

    /** An environment has to have run this very image, not another one under the same version. */
    static Optional<Broken> order(
            String before, ModelName model, ModelVersion version, String digest, Set<String> ran) {
        if (ran.contains(digest)) {
            return Optional.empty();
        }
        String problem = ran.isEmpty()
                ? before + " has no successful run of " + model + " " + version
                : before + " has run " + model + " " + version + " with another content, " + String.join(", ", ran)
                        + ", not " + digest;
        return Optional.of(new Broken(
                "order",
                problem,
                "'slipway run " + model + " -e " + before + "' once it is deployed there, then try again"));
    }

    private void broken(String rule, String problem, String remedy) {
        broken.add(new Broken(rule, problem, remedy));
    }
}
