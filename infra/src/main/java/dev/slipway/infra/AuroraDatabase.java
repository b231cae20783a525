package dev.slipway.infra;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.rds.AuroraPostgresClusterEngineProps;
import software.amazon.awscdk.services.rds.AuroraPostgresEngineVersion;
import software.amazon.awscdk.services.rds.BackupProps;
import software.amazon.awscdk.services.rds.ClusterInstance;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterEngine;
import software.amazon.awscdk.services.rds.IClusterEngine;
import software.amazon.awscdk.services.rds.IClusterInstance;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.amazon.awscdk.services.rds.ServerlessV2ClusterInstanceProps;
import software.constructs.Construct;

/**
 * An Aurora PostgreSQL cluster with one serverless instance. Its id, such as {@code AnalyticsDatabase}, is the cluster's
 * logical id. Unprotected ones pause while nobody is connected; protected ones answer at once.
 */
final class AuroraDatabase extends Construct {
    /** Five minutes, the shortest that Aurora takes: a connection per run costs less than an hour awake. */
    private static final Duration PAUSE_AFTER = Duration.minutes(5);

    private static final IClusterEngine ENGINE =
            DatabaseClusterEngine.auroraPostgres(AuroraPostgresClusterEngineProps.builder()
                    .version(AuroraPostgresEngineVersion.VER_17_7)
                    .build());

    private final DatabaseCluster cluster;
    private final String name;

    AuroraDatabase(Construct scope, String id, Site site, EnvironmentNetwork network) {
        super(scope, id);
        boolean protect = site.environment().protect();
        name = id.equals("AnalyticsDatabase") ? "analytics" : "application";
        DatabaseCluster.Builder builder = DatabaseCluster.Builder.create(this, "Cluster")
                .engine(ENGINE)
                .defaultDatabaseName(name)
                .port(DatabaseEndpoint.PORT)
                .vpc(network.vpc())
                .vpcSubnets(network.data())
                .securityGroups(List.of(group(network)))
                .parameterGroup(parameters())
                .writer(writer())
                .credentials(Credentials.fromUsername("slipway_admin"))
                .manageMasterUserPassword(true)
                .iamAuthentication(true)
                .storageEncrypted(true)
                .serverlessV2MinCapacity(protect ? 0.5 : 0)
                .serverlessV2MaxCapacity(protect ? 16 : 4)
                .backup(BackupProps.builder()
                        .retention(Duration.days(protect ? 14 : 1))
                        .build())
                .copyTagsToSnapshot(true)
                .deletionProtection(protect)
                .removalPolicy(Protection.removal(protect));
        if (!protect) {
            builder.serverlessV2AutoPauseDuration(PAUSE_AFTER);
        }
        cluster = builder.build();
        Protection.pin(cluster, id);
    }

    DatabaseEndpoint endpoint() {
        String secret = cluster.getSecret().getSecretArn();
        return new DatabaseEndpoint(
                cluster.getClusterEndpoint().getHostname(),
                DatabaseEndpoint.PORT,
                name,
                secret,
                List.of(secret),
                Optional.empty(),
                cluster.getClusterResourceIdentifier(),
                Optional.of(cluster.getClusterIdentifier()));
    }

    private SecurityGroup group(EnvironmentNetwork network) {
        boolean runs = name.equals("analytics"); // they publish there, and know nothing of the application
        SecurityGroup group = network.group(
                this, "Clients", "PostgreSQL, reached by " + (runs ? "jobs and " : "") + "functions only");
        if (runs) {
            network.open(network.jobs(), group, DatabaseEndpoint.PORT, "PostgreSQL");
        }
        network.open(network.functions(), group, DatabaseEndpoint.PORT, "PostgreSQL");
        return group;
    }

    private ParameterGroup parameters() {
        return ParameterGroup.Builder.create(this, "Parameters")
                .engine(ENGINE)
                .description("TLS or nothing")
                .parameters(Map.of("rds.force_ssl", "1"))
                .build();
    }

    private static IClusterInstance writer() {
        return ClusterInstance.serverlessV2(
                "Writer",
                ServerlessV2ClusterInstanceProps.builder()
                        .publiclyAccessible(false)
                        .autoMinorVersionUpgrade(true)
                        .build());
    }
}
