package dev.slipway.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.customresources.Provider;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/**
 * Migrates the databases and makes their roles with each deployment that changes either, or asks for new passwords. What reads those roles' secrets
 * or tables depends on it.
 */
final class Provision extends Construct {
    Provision(Construct scope, String id, Site site, Storage storage, HandlerFunction provisioner) {
        super(scope, id);
        ILogGroup log = new Log(this, "Log", site.names().functionLog("provider")).group();
        Provider provider = Provider.Builder.create(this, "Provider")
                .onEventHandler(provisioner.live())
                .frameworkOnEventRole(role(log))
                .logGroup(log)
                .build();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("analytics", database(storage.analytics()));
        properties.put("application", database(storage.application()));
        properties.put("parameters", site.names().path());
        properties.put("rotate", Integer.toString(site.environment().rotate()));
        properties.put("digest", ProvisionDigest.of(site.home().resolve("lambdas/target/slipway-provisioner.jar")));
        CustomResource.Builder.create(this, "Databases")
                .serviceToken(provider.getServiceToken())
                .properties(properties)
                .build();
    }

    /** CDK's own would be AWS's policy for all logs of the account. CDK adds that it may call the provisioner. */
    private Role role(ILogGroup log) {
        return Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of(
                        "Log",
                        PolicyDocument.Builder.create()
                                .statements(List.of(Policies.write(log)))
                                .build()))
                .build();
    }

    /** A database of our own has no other users, so the provisioner may close it to all but ours. */
    private static Map<String, String> database(DatabaseEndpoint database) {
        return new TreeMap<>(Map.of(
                "url", database.jdbcUrl(),
                "adminSecretArn", database.admin(),
                "shared", Boolean.toString(database.cluster().isEmpty())));
    }
}
