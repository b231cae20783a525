package dev.slipway.infra;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/** Everything of an environment that holds no data. */
final class WorkloadStack extends Stack {
    WorkloadStack(Construct scope, String id, Site site, Storage storage) {
        super(scope, id);
    }

    @Override
    public List<String> getAvailabilityZones() {
        return Zones.two();
    }
}
