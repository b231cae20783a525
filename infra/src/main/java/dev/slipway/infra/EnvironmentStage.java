package dev.slipway.infra;

import software.amazon.awscdk.Stage;
import software.amazon.awscdk.StageProps;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;

/** One environment: what keeps data, and what may be thrown away and made again. */
final class EnvironmentStage extends Stage {
    EnvironmentStage(Construct scope, String id, Site site) {
        super(scope, id, StageProps.builder().env(site.place()).build());
        StorageStack storage = new StorageStack(this, "Storage", site);
        new WorkloadStack(this, "Workload", site, storage.storage());
        Tags.of(this).add("environment", site.environment().name());
    }
}
