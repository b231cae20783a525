package dev.slipway.releases;

import dev.slipway.inference.ModelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code environments/NAME.yaml}: one environment in full, nothing inherited.
 *
 * @param name from the file's name
 * @param protect whether databases and the like refuse to be deleted
 * @param rotate another number than at the last deployment makes new passwords; 0 where the file has none
 * @param notified e-mail addresses that hear of failures; may be empty
 * @param models what runs there, in the file's order
 */
public record Environment(
        String name,
        Account account,
        Region region,
        boolean protect,
        Network network,
        ApplicationDatabase application,
        int rotate,
        List<String> notified,
        Map<ModelName, Release> models) {
    public Optional<Release> release(ModelName model) {
        return Optional.ofNullable(models.get(model));
    }
}
