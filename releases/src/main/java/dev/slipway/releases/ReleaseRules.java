package dev.slipway.releases;

import dev.slipway.inference.Field;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules between a release and the other files: the model's folder, and the environment's other releases. */
final class ReleaseRules {
    private final ModelCatalog models;
    private final Problems problems;
    private final Map<String, ModelName> tables = new HashMap<>();

    ReleaseRules(ModelCatalog models, Problems problems) {
        this.models = models;
        this.problems = problems;
    }

    /** The model at the release's version, where its folder holds that; a model that has no folder is reported. */
    Optional<ModelFile> model(Section release, ModelName model, ModelVersion version) {
        if (model != null && !models.has(model)) {
            release.reportSelf("unknown model, there is no " + model + "/" + ModelFile.FILE + " in the models' folder"
                    + NearMiss.hint(model.value(), models.names()));
        } else if (model != null && version != null) {
            try {
                return models.at(model, version);
            } catch (ReleaseFileException broken) {
                // Left unsaid, a copy that nobody checked would look checked.
                problems.addAll(broken.violations());
            }
        }
        return Optional.empty();
    }

    /** A release gives its model what that needs; more does no harm. */
    static void variables(Section release, Map<String, String> given, ModelFile model) {
        List<String> missing = model.variables().stream()
                .filter(name -> given != null && !given.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            String problem = "expected " + String.join(", ", missing) + ", which " + model.name() + " "
                    + model.version() + " needs, such as variables: {" + missing.get(0) + ": \"28\"}";
            if (release.has("variables")) {
                release.report("variables", problem);
            } else {
                release.reportSelf(problem);
            }
        }
    }

    /** Two models cannot fill one table. */
    void table(Section copy, String table, ModelName model) {
        ModelName other = tables.putIfAbsent(table, model);
        if (other != null) {
            copy.report("table", "expected a table of its own, got \"" + table + "\", which " + other + " copies to");
        }
    }

    /** A copied field is one that the model gives, and the copied table has the model's key. */
    static void fields(Section copy, List<String> fields, ModelFile model) {
        List<String> output = model.output().stream().map(Field::name).toList();
        fields.stream()
                .filter(field -> !output.contains(field))
                .forEach(field -> copy.report(
                        "fields",
                        "expected fields of " + model.name() + " " + model.version() + ", which are "
                                + String.join(", ", output) + "; got \"" + field + '"' + NearMiss.hint(field, output)));
        model.key().stream()
                .filter(field -> !fields.contains(field))
                .forEach(field -> copy.report(
                        "fields",
                        "expected the model's key among them, as the copied table has it; \"" + field
                                + "\" is missing"));
    }
}
