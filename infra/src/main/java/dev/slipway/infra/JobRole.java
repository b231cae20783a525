package dev.slipway.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/**
 * What a model's runs may do: read its own input, image and secret, write its own files and logs. The policy is part of
 * the role and not beside it, so that the project never exists without it: CodeBuild checks it when the project is made.
 */
final class JobRole extends Construct {
    private final Role role;

    JobRole(Construct scope, String id, ModelRelease model, JobProgram program, ILogGroup... logs) {
        super(scope, id);
        List<PolicyStatement> statements = new ArrayList<>();
        statements.add(Policies.write(logs));
        statements.addAll(program.read());
        statements.addAll(image(model));
        statements.add(secrets(model));
        statements.addAll(input(model));
        statements.add(artifacts(model));
        statements.addAll(Policies.tellChanges(model.storage().artifacts(), model.name() + "/"));
        statements.addAll(network(model));
        role = Role.Builder.create(this, "Role")
                .assumedBy(Policies.service(model.site().environment(), "codebuild.amazonaws.com"))
                .inlinePolicies(Map.of(
                        "Run",
                        PolicyDocument.Builder.create().statements(statements).build()))
                .build();
    }

    Role role() {
        return role;
    }

    private static List<PolicyStatement> image(ModelRelease model) {
        return List.of(
                Policies.allow(
                        List.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                        model.repositoryArn()),
                // A token is for every repository that the other statement allows; it has no resource of its own.
                Policies.allow(List.of("ecr:GetAuthorizationToken"), "*"));
    }

    private static PolicyStatement secrets(ModelRelease model) {
        return Policies.allow(
                List.of("ssm:GetParameters"),
                model.site().arn("ssm", "parameter" + model.parameter("analytics", "job")));
    }

    private static List<PolicyStatement> input(ModelRelease model) {
        List<PolicyStatement> statements = new ArrayList<>();
        InputAccess.of(model.release().input()).ifPresent(input -> {
            statements.add(Policies.allow(List.of("s3:GetObject"), input.objectsArn()));
            statements.add(Policies.allow(
                    List.of("s3:ListBucket"),
                    Map.of("StringLike", Map.of("s3:prefix", input.keys())),
                    input.bucketArn()));
        });
        model.release()
                .inputKey()
                .ifPresent(key ->
                        statements.add(Policies.decryptBy("s3", model.site().environment(), key)));
        return statements;
    }

    private static PolicyStatement artifacts(ModelRelease model) {
        String runs = "/runs/" + model.name() + "/*";
        return Policies.allow(
                List.of("s3:PutObject"), model.storage().artifacts().getBucketArn() + runs);
    }

    /** A build in a network makes its own interface there. EC2 has no resources for the first kind of action. */
    private static List<PolicyStatement> network(ModelRelease model) {
        List<String> subnets = model.storage().subnetIds().stream()
                .map(subnet -> model.site().arn("ec2", "subnet/" + subnet))
                .toList();
        return List.of(
                Policies.allow(
                        List.of(
                                "ec2:CreateNetworkInterface",
                                "ec2:DeleteNetworkInterface",
                                "ec2:DescribeDhcpOptions",
                                "ec2:DescribeNetworkInterfaces",
                                "ec2:DescribeSecurityGroups",
                                "ec2:DescribeSubnets",
                                "ec2:DescribeVpcs"),
                        "*"),
                Policies.allow(
                        List.of("ec2:CreateNetworkInterfacePermission"),
                        Map.of(
                                "StringEquals",
                                new TreeMap<>(Map.of(
                                        "ec2:AuthorizedService", "codebuild.amazonaws.com", "ec2:Subnet", subnets))),
                        model.site().arn("ec2", "network-interface/*")));
    }
}
