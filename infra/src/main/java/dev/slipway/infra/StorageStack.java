package dev.slipway.infra;

import dev.slipway.releases.ApplicationDatabase.Existing;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Token;
import software.constructs.Construct;

/** Everything of an environment that holds data, and the network around it. It knows no model. */
final class StorageStack extends Stack {
    private final Storage storage;

    StorageStack(Construct scope, String id, Site site) {
        super(
                scope,
                id,
                StackProps.builder()
                        .terminationProtection(site.environment().protect())
                        .build());
        Artifacts artifacts = new Artifacts(this, "Artifacts", site);
        EnvironmentNetwork network = new EnvironmentNetwork(this, "Network", site, artifacts.bucket());
        SharedFiles shared = new SharedFiles(this, "SharedFiles", site, network);
        AuroraDatabase analytics = new AuroraDatabase(this, "AnalyticsDatabase", site, network);
        storage = new Storage(
                network.vpc(),
                network.clients(),
                network.vpc().selectSubnets(network.clients()).getSubnetIds(),
                network.jobs(),
                network.functions(),
                analytics.endpoint(),
                application(site, network),
                shared.fileSystem(),
                artifacts.bucket());
        export();
    }

    private DatabaseEndpoint application(Site site, EnvironmentNetwork network) {
        if (site.environment().application() instanceof Existing existing) {
            return DatabaseEndpoint.of(existing, site);
        }
        return new AuroraDatabase(this, "ApplicationDatabase", site, network).endpoint();
    }

    /**
     * Exports all that a workload may use, whether it does or not: CDK would export a value only while somebody uses it,
     * so the first model to come or the last to go would change this stack.
     */
    private void export() {
        storage.subnetIds().forEach(this::exportToken);
        exportToken(storage.vpc().getVpcId());
        exportToken(storage.jobs().getSecurityGroupId());
        exportToken(storage.functions().getSecurityGroupId());
        exportToken(storage.shared().getFileSystemId());
        exportToken(storage.artifacts().getBucketName());
        exportToken(storage.artifacts().getBucketArn());
        for (DatabaseEndpoint database : List.of(storage.analytics(), storage.application())) {
            exportToken(database.host());
            exportToken(database.admin());
            exportToken(database.resourceId());
            database.cluster().ifPresent(this::exportToken);
        }
    }

    /** What comes from the environment file as it is needs no export. */
    private void exportToken(String value) {
        if (Token.isUnresolved(value)) {
            exportValue(value);
        }
    }

    Storage storage() {
        return storage;
    }

    @Override
    public List<String> getAvailabilityZones() {
        return Zones.two();
    }
}
