package dev.slipway.infra;

import dev.slipway.releases.Environment;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.ILogGroup;

/** Statements that several roles have. */
final class Policies {
    private Policies() {}

    static PolicyStatement allow(List<String> actions, String... resources) {
        return allow(actions, Map.of(), resources);
    }

    static PolicyStatement allow(List<String> actions, Map<String, Object> conditions, String... resources) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(resources))
                .conditions(conditions)
                .build();
    }

    /** A service decrypts for whoever may; by itself the key is of no use to them. */
    static PolicyStatement decryptBy(String service, Environment environment, String key) {
        String endpoint = service + "." + environment.region() + ".amazonaws.com";
        return allow(List.of("kms:Decrypt"), Map.of("StringEquals", Map.of("kms:ViaService", endpoint)), key);
    }

    /** The group's ARN covers its streams. */
    static PolicyStatement write(ILogGroup... groups) {
        String[] arns =
                java.util.Arrays.stream(groups).map(ILogGroup::getLogGroupArn).toArray(String[]::new);
        return allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), arns);
    }

    /** A service may take the role only for this account's sake. */
    static IPrincipal service(Environment environment, String service) {
        return new PrincipalWithConditions(
                new ServicePrincipal(service),
                Map.of(
                        "StringEquals",
                        Map.of("aws:SourceAccount", environment.account().id())));
    }
}
