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

    /** Reports what breaks a rule; a part that is null was wrong itself and has been reported. */
    void check(Section release, ModelName model, ModelVersion version, Optional<Copy> copy) {
        if (model == null) {
            return;
        }
        copy.ifPresent(target -> {
            ModelName other = tables.putIfAbsent(target.table(), model);
            if (other != null) {
                release.report(
                        "copy",
                        "expected a table of its own, got \"" + target.table() + "\", which " + other + " copies to");
            }
        });
        if (!models.has(model)) {
            release.reportSelf("unknown model, there is no " + model + "/" + ModelFile.FILE + " in the models' folder"
                    + NearMiss.hint(model.value(), models.names()));
        } else if (version != null) {
            file(model, version).ifPresent(file -> copy.ifPresent(target -> checkCopy(release, file, target)));
        }
    }

    private Optional<ModelFile> file(ModelName model, ModelVersion version) {
        try {
            return models.at(model, version);
        } catch (ReleaseFileException broken) {
            // Left unsaid, a copy that nobody checked would look checked.
            problems.addAll(broken.violations());
            return Optional.empty();
        }
    }

    private static void checkCopy(Section release, ModelFile model, Copy copy) {
        List<String> output = model.output().stream().map(Field::name).toList();
        for (String field : copy.fields()) {
            if (!output.contains(field)) {
                release.report(
                        "copy",
                        "expected fields of " + model.name() + " " + model.version() + ", which are "
                                + String.join(", ", output) + "; got \"" + field + '"' + NearMiss.hint(field, output));
            }
        }
        for (String field : model.key()) {
            if (!copy.fields().contains(field)) {
                release.report(
                        "copy",
                        "expected the key among fields, as the copied table has it; \"" + field + "\" is missing");
            }
        }
    }
}
