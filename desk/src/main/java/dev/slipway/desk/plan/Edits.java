package dev.slipway.desk.plan;

import dev.slipway.desk.Deployed;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Environment;
import dev.slipway.releases.WrittenRelease;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the models of which an environment's file says something else than before. */
public final class Edits {
    private Edits() {}

    /**
     * Against an earlier state of the file.
     *
     * @param earlier what it said
     * @param written what it says
     */
    public static List<Edited> against(
            Map<ModelName, WrittenRelease> earlier, Map<ModelName, WrittenRelease> written, Environment now) {
        return edits(now, earlier, written, model -> Optional.ofNullable(earlier.get(model))
                .map(WrittenRelease::version));
    }

    /**
     * Against what is deployed.
     *
     * @param earlier what the file said before, for what a deployment does not tell: other settings, and the table of an
     *     earlier major, which is left out where it names another major already
     * @param written what it says
     */
    public static List<Edited> against(
            Map<ModelName, Deployed> deployed,
            Map<ModelName, WrittenRelease> earlier,
            Map<ModelName, WrittenRelease> written,
            Environment now) {
        return edits(now, earlier, written, model -> Optional.ofNullable(deployed.get(model))
                .map(Deployed::version));
    }

    private interface Running {
        Optional<ModelVersion> version(ModelName model);
    }

    private static List<Edited> edits(
            Environment now,
            Map<ModelName, WrittenRelease> earlier,
            Map<ModelName, WrittenRelease> written,
            Running running) {
        return now.models().entrySet().stream()
                .map(entry -> {
                    Optional<ModelVersion> from = running.version(entry.getKey());
                    Optional<String> table = Optional.ofNullable(earlier.get(entry.getKey()))
                            .filter(before -> from.isPresent()
                                    && from.get().major() == before.version().major())
                            .flatMap(WrittenRelease::table);
                    return new Edited(
                            now.name(),
                            entry.getKey(),
                            from,
                            table,
                            from.isEmpty() ? List.of() : settings(entry.getKey(), earlier, written),
                            entry.getValue());
                })
                .filter(edited -> !edited.isSameVersion() || !edited.settings().isEmpty())
                .toList();
    }

    private static List<String> settings(
            ModelName model, Map<ModelName, WrittenRelease> earlier, Map<ModelName, WrittenRelease> written) {
        return earlier.containsKey(model) && written.containsKey(model)
                ? written.get(model).changedSince(earlier.get(model))
                : List.of();
    }
}
