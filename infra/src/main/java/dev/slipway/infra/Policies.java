package dev.slipway.infra;

import dev.slipway.releases.Environment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.s3.IBucket;

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
        String[] arns = Arrays.stream(groups).map(ILogGroup::getLogGroupArn).toArray(String[]::new);
        return allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), arns);
    }

    /**
     * Files that tell what became current, each put once: S3 refuses a key that is there, and a put that does not ask for
     * that. Nobody here may delete one.
     *
     * @param below a model's folder with a slash at the end; empty for all
     */
    static List<PolicyStatement> tellChanges(IBucket artifacts, String below) {
        String keys = "changes/" + below + "*";
        return List.of(
                allow(
                        List.of("s3:PutObject"),
                        Map.of("Null", Map.of("s3:if-none-match", "false")),
                        artifacts.getBucketArn() + "/" + keys),
                allow(
                        List.of("s3:ListBucket"),
                        Map.of("StringLike", Map.of("s3:prefix", keys)),
                        artifacts.getBucketArn()));
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
