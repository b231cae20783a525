package dev.slipway.desk.status;

import dev.slipway.desk.Deployed;
import dev.slipway.desk.Desk;
import dev.slipway.desk.History;
import dev.slipway.desk.runs.Runs;
import dev.slipway.desk.runs.Together;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.ComputeSize;
import dev.slipway.releases.Environment;
import dev.slipway.releases.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Asks how the models of one environment are.
 *
 * @param rates of a minute of each size, in USD; a size that is not there costs nobody knows what
 */
public record Board(Desk desk, Environment environment, Map<ComputeSize, Double> rates) {
    /** In the order of the environment's file. */
    public List<ModelStatus> of(List<ModelName> models) {
        Map<ModelName, Deployed> deployed = desk.jobs().deployed(models);
        return Together.ask(models, model -> of(model, Optional.ofNullable(deployed.get(model)), deployed.isEmpty()));
    }

    /** Where nothing is deployed, nobody knows where files would be, and there are none. */
    private ModelStatus of(ModelName model, Optional<Deployed> deployed, boolean nothing) {
        Release release = environment.models().get(model);
        int major = release.version().major();
        Optional<History> history =
                nothing ? Optional.empty() : Optional.of(desk.changes().of(model));
        Double rate = rates.get(release.compute().size());
        return new ModelStatus(
                environment.name(),
                model,
                release.version(),
                deployed,
                nothing ? Optional.empty() : new Runs(desk, List.of(model)).last(model),
                history.flatMap(known -> known.current(major)),
                history.flatMap(known -> known.held(major)),
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate));
    }
}
