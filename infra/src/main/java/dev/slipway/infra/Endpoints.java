package dev.slipway.infra;

import dev.slipway.releases.Network;
import dev.slipway.releases.Network.Egress;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpoint;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointService;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * The ways from a network of its own to AWS. The gateway to S3 costs nothing and is always there; the others stand in
 * for a NAT gateway. Lambda's own traffic (its log, its destinations) does not pass through the network.
 */
final class Endpoints extends Construct {
    /**
     * Images, the job's log and metrics, its secrets, and the administrator's password for the provisioner. By their names
     * in AWS: CDK's class of services has 396 constants, and loading it asks jsii for each.
     */
    private static final Map<String, String> SERVICES = Map.of(
            "EcrApi", "ecr.api",
            "EcrDocker", "ecr.dkr",
            "Logs", "logs",
            "Ssm", "ssm",
            "SecretsManager", "secretsmanager");

    private final EnvironmentNetwork network;
    private final Site site;

    Endpoints(Construct scope, String id, Site site, Network.Own own, EnvironmentNetwork network, IBucket artifacts) {
        super(scope, id);
        this.network = network;
        this.site = site;
        s3(artifacts);
        if (own.egress() == Egress.ENDPOINTS) {
            SecurityGroup group = network.group(this, "Group", "AWS services, reached by jobs and functions only");
            network.open(network.jobs(), group, 443, "AWS services");
            network.open(network.functions(), group, 443, "AWS services");
            SERVICES.keySet().stream().sorted().forEach(service -> endpoint(service, group));
        }
    }

    private void endpoint(String name, SecurityGroup group) {
        InterfaceVpcEndpoint.Builder.create(this, name)
                .vpc(network.vpc())
                .service(new InterfaceVpcEndpointService(
                        "com.amazonaws." + site.environment().region() + "." + SERVICES.get(name), 443))
                .privateDnsEnabled(true)
                .subnets(network.clients())
                .securityGroups(List.of(group))
                .open(false)
                .build();
    }

    private void s3(IBucket artifacts) {
        GatewayVpcEndpoint endpoint = GatewayVpcEndpoint.Builder.create(this, "S3")
                .vpc(network.vpc())
                .service(GatewayVpcEndpointAwsService.S3)
                .subnets(List.of(network.data()))
                .build();
        statements(artifacts).forEach(endpoint::addToPolicy);
    }

    private List<PolicyStatement> statements(IBucket artifacts) {
        String account = site.environment().account().id();
        String region = site.environment().region().name();
        String arn = "arn:" + Stack.of(this).getPartition();
        String assets = arn + ":s3:::cdk-hnb659fds-assets-" + account + "-" + region;
        PolicyStatement inputs = allow(List.of("s3:GetObject", "s3:GetBucketLocation", "s3:ListBucket"), "*");
        // Inputs lie in anybody's bucket, and models come and go; each project's role names its own prefix.
        inputs.addCondition("StringEquals", Map.of("aws:PrincipalAccount", account));
        return List.of(
                inputs,
                allow(
                        List.of("s3:GetObject*", "s3:PutObject", "s3:AbortMultipartUpload", "s3:ListBucket"),
                        artifacts.getBucketArn(),
                        artifacts.arnForObjects("*")),
                // The layers of images in ECR, which its own account signs for.
                allow(List.of("s3:GetObject"), arn + ":s3:::prod-" + region + "-starport-layer-bucket/*"),
                // Where a project's source lies; CodeBuild asks whose bucket it is first.
                allow(List.of("s3:GetObject*"), assets + "/*"),
                allow(List.of("s3:GetBucketAcl", "s3:GetBucketLocation"), assets),
                // Where CloudFormation waits for the answer of a custom resource that runs in the network.
                allow(List.of("s3:PutObject"), arn + ":s3:::cloudformation-custom-resource-response-*/*"));
    }

    private static PolicyStatement allow(List<String> actions, String... resources) {
        return PolicyStatement.Builder.create()
                .principals(List.of(new AnyPrincipal()))
                .actions(actions)
                .resources(List.of(resources))
                .build();
    }
}
