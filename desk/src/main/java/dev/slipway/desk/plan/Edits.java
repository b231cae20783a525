package dev.slipway.desk.plan;

import dev.slipway.desk.Deployed;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.EarlierRelease;
import dev.slipway.releases.Environment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the models whose version an environment's file changes. */
public final class Edits {
    private Edits() {}

    /**
     * Against an earlier state of the file.
     *
     * @param earlier what it said
     */
    public static List<Edited> against(Map<ModelName, EarlierRelease> earlier, Environment now) {
        return edits(
                now, earlier, model -> Optional.ofNullable(earlier.get(model)).map(EarlierRelease::version));
    }

    /**
     * Against what is deployed.
     *
     * @param earlier what the file said before, for what a deployment does not tell: the table of an earlier major; left
     *     out where it names another major already
     */
    public static List<Edited> against(
            Map<ModelName, Deployed> deployed, Map<ModelName, EarlierRelease> earlier, Environment now) {
        return edits(
                now, earlier, model -> Optional.ofNullable(deployed.get(model)).map(Deployed::version));
    }

    private interface Running {
        Optional<ModelVersion> version(ModelName model);
    }

    private static List<Edited> edits(Environment now, Map<ModelName, EarlierRelease> earlier, Running running) {
        return now.models().entrySet().stream()
                .map(entry -> {
                    Optional<ModelVersion> from = running.version(entry.getKey());
                    Optional<String> table = Optional.ofNullable(earlier.get(entry.getKey()))
                            .filter(before -> from.isPresent()
                                    && from.get().major() == before.version().major())
                            .flatMap(EarlierRelease::table);
                    return new Edited(now.name(), entry.getKey(), from, table, entry.getValue());
                })
                .filter(edited ->
                        !edited.from().equals(Optional.of(edited.release().version())))
                .toList();
    }
}
