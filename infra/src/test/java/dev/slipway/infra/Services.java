package dev.slipway.infra;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the services themselves say of resources, in the words of templates. */
final class Services {
    private final URI endpoint;
    private final CloudFormationClient stacks;
    private final Ec2Client ec2;
    private final EfsClient efs;
    private final EventBridgeClient events;
    private final IamClient iam;
    private final KmsClient kms;
    private final LambdaClient lambda;
    private final CloudWatchLogsClient logs;
    private final SnsClient sns;
    private final SqsClient sqs;

    Services(String endpoint) {
        this.endpoint = URI.create(endpoint);
        stacks = client(CloudFormationClient.builder());
        ec2 = client(Ec2Client.builder());
        efs = client(EfsClient.builder());
        events = client(EventBridgeClient.builder());
        iam = client(IamClient.builder());
        kms = client(KmsClient.builder());
        lambda = client(LambdaClient.builder());
        logs = client(CloudWatchLogsClient.builder());
        sns = client(SnsClient.builder());
        sqs = client(SqsClient.builder());
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Stacks that are there, in order. */
    List<String> stacks() {
        return stacks.describeStacks().stacks().stream()
                .map(stack -> stack.stackName() + " " + stack.stackStatusAsString())
                .sorted()
                .toList();
    }

    /** Physical ids by logical id. */
    Map<String, String> ids(String stack) {
        return stacks.listStackResourcesPaginator(list -> list.stackName(stack)).stackResourceSummaries().stream()
                .filter(each -> each.physicalResourceId() != null)
                .collect(Collectors.toMap(
                        StackResourceSummary::logicalResourceId, StackResourceSummary::physicalResourceId));
    }

    /**
     * The properties of a resource as its service has them; only those, so what a service does not keep is not there.
     *
     * @param properties the template's, resolved: they say where to look for what has no id of its own
     * @return null for types whose service is not asked
     */
    Map<String, Object> read(String type, String id, Map<String, Object> properties) {
        return switch (type) {
            case "AWS::EC2::VPC" -> vpc(id);
            case "AWS::EC2::Subnet" -> subnet(id);
            case "AWS::EC2::RouteTable" ->
                Map.of(
                        "VpcId",
                        ec2.describeRouteTables(ask -> ask.routeTableIds(id))
                                .routeTables()
                                .get(0)
                                .vpcId());
            case "AWS::EC2::SubnetRouteTableAssociation" ->
                association((String) properties.get("RouteTableId"), (String) properties.get("SubnetId"));
            case "AWS::EC2::SecurityGroup" -> group(id);
            case "AWS::EC2::SecurityGroupIngress" ->
                rule(group((String) properties.get("GroupId"), false), properties, "SourceSecurityGroupId");
            case "AWS::EC2::SecurityGroupEgress" ->
                rule(group((String) properties.get("GroupId"), true), properties, "DestinationSecurityGroupId");
            case "AWS::EC2::VPCEndpoint" -> endpoint(id);
            case "AWS::EC2::FlowLog" -> flow(id);
            case "AWS::EFS::FileSystem" -> files(id);
            case "AWS::EFS::MountTarget" -> mount(id);
            case "AWS::Events::Rule" -> eventRule(id);
            case "AWS::IAM::Role" -> role(id);
            case "AWS::IAM::Policy" -> policy(properties);
            case "AWS::KMS::Key" -> key(id);
            case "AWS::Lambda::Alias" -> alias(properties);
            case "AWS::Lambda::EventInvokeConfig" -> invocation(properties);
            case "AWS::Lambda::Function" -> function(id);
            case "AWS::Lambda::LayerVersion" -> layer(id);
            case "AWS::Lambda::Permission" -> permission(properties);
            case "AWS::Lambda::Version" ->
                Map.of(
                        "FunctionName",
                        lambda.getFunctionConfiguration(ask -> ask.functionName((String) properties.get("FunctionName"))
                                        .qualifier("1"))
                                .functionName());
            case "AWS::Logs::LogGroup" -> logGroup(id);
            case "AWS::SNS::Topic" -> topic(id);
            case "AWS::SNS::TopicPolicy" ->
                Map.of(
                        "PolicyDocument",
                        json(topicAttributes(Template.<String>list(properties.get("Topics"))
                                        .get(0))
                                .get("Policy")));
            case "AWS::SQS::Queue" -> queue(id);
            case "AWS::SQS::QueuePolicy" ->
                Map.of(
                        "PolicyDocument",
                        json(queueAttributes(Template.<String>list(properties.get("Queues"))
                                        .get(0))
                                .get("Policy")));
            // moto runs no function; that the one which would be called is there, is asked.
            case "AWS::CloudFormation::CustomResource", "Custom::S3AutoDeleteObjects" ->
                Map.of(
                        "ServiceToken",
                        lambda.getFunction(ask -> ask.functionName((String) properties.get("ServiceToken")))
                                .configuration()
                                .functionArn());
            default -> null;
        };
    }

    private Map<String, Object> vpc(String id) {
        var vpc = ec2.describeVpcs(ask -> ask.vpcIds(id)).vpcs().get(0);
        return Map.of("CidrBlock", vpc.cidrBlock(), "InstanceTenancy", vpc.instanceTenancyAsString());
    }

    private Map<String, Object> subnet(String id) {
        var subnet = ec2.describeSubnets(ask -> ask.subnetIds(id)).subnets().get(0);
        return Map.of(
                "AvailabilityZone", subnet.availabilityZone(),
                "CidrBlock", subnet.cidrBlock(),
                "MapPublicIpOnLaunch", subnet.mapPublicIpOnLaunch(),
                "VpcId", subnet.vpcId());
    }

    private Map<String, Object> association(String table, String subnet) {
        return ec2.describeRouteTables(ask -> ask.routeTableIds(table)).routeTables().get(0).associations().stream()
                .filter(each -> subnet.equals(each.subnetId()))
                .map(each -> Map.<String, Object>of("RouteTableId", each.routeTableId(), "SubnetId", each.subnetId()))
                .findFirst()
                .orElse(Map.of("RouteTableId", "has no " + subnet));
    }

    private SecurityGroup securityGroup(String id) {
        return ec2.describeSecurityGroups(ask -> ask.groupIds(id))
                .securityGroups()
                .get(0);
    }

    private Map<String, Object> group(String id) {
        SecurityGroup group = securityGroup(id);
        return Map.of("GroupDescription", group.description(), "VpcId", group.vpcId());
    }

    private List<IpPermission> group(String id, boolean egress) {
        SecurityGroup group = securityGroup(id);
        return egress ? group.ipPermissionsEgress() : group.ipPermissions();
    }

    private static Map<String, Object> rule(List<IpPermission> rules, Map<String, Object> wanted, String other) {
        for (IpPermission each : rules) {
            boolean same = wanted.get("FromPort").equals(each.fromPort())
                    && wanted.get("ToPort").equals(each.toPort())
                    && each.userIdGroupPairs().stream()
                            .anyMatch(pair -> pair.groupId().equals(wanted.get(other)));
            if (same) {
                return Map.of("IpProtocol", each.ipProtocol(), "FromPort", each.fromPort(), "ToPort", each.toPort());
            }
        }
        return Map.of("IpProtocol", "no such rule");
    }

    private Map<String, Object> endpoint(String id) {
        var endpoint = ec2.describeVpcEndpoints(ask -> ask.vpcEndpointIds(id))
                .vpcEndpoints()
                .get(0);
        Map<String, Object> read = new LinkedHashMap<>(Map.of(
                "ServiceName", endpoint.serviceName(),
                "VpcEndpointType", endpoint.vpcEndpointTypeAsString(),
                "VpcId", endpoint.vpcId()));
        if (endpoint.vpcEndpointTypeAsString().equals("Gateway")) {
            read.put("RouteTableIds", endpoint.routeTableIds());
        } else {
            read.put("SubnetIds", endpoint.subnetIds());
            read.put("PrivateDnsEnabled", endpoint.privateDnsEnabled());
        }
        return read;
    }

    private Map<String, Object> flow(String id) {
        var flow = ec2.describeFlowLogs(ask -> ask.flowLogIds(id)).flowLogs().get(0);
        return Map.of(
                "DeliverLogsPermissionArn", flow.deliverLogsPermissionArn(),
                "LogDestinationType", flow.logDestinationTypeAsString(),
                "LogGroupName", flow.logGroupName(),
                "ResourceId", flow.resourceId(),
                "TrafficType", flow.trafficTypeAsString());
    }

    private Map<String, Object> files(String id) {
        var files = efs.describeFileSystems(ask -> ask.fileSystemId(id))
                .fileSystems()
                .get(0);
        return Map.of("Encrypted", files.encrypted());
    }

    private Map<String, Object> mount(String id) {
        var mount = efs.describeMountTargets(ask -> ask.mountTargetId(id))
                .mountTargets()
                .get(0);
        return Map.of(
                "FileSystemId", mount.fileSystemId(),
                "SubnetId", mount.subnetId(),
                "SecurityGroups",
                        efs.describeMountTargetSecurityGroups(ask -> ask.mountTargetId(id))
                                .securityGroups());
    }

    private Map<String, Object> eventRule(String id) {
        var rule = events.describeRule(ask -> ask.name(id));
        Map<String, Object> read = new LinkedHashMap<>();
        read.put("State", rule.stateAsString());
        if (rule.scheduleExpression() != null) {
            read.put("ScheduleExpression", rule.scheduleExpression());
        }
        if (rule.eventPattern() != null) {
            read.put("EventPattern", json(rule.eventPattern()));
        }
        read.put(
                "Targets",
                events.listTargetsByRule(ask -> ask.rule(id)).targets().stream()
                        .map(Services::target)
                        .toList());
        return read;
    }

    private static Map<String, Object> target(Target target) {
        Map<String, Object> read = new LinkedHashMap<>();
        read.put("Arn", target.arn());
        read.put("Id", target.id());
        if (target.deadLetterConfig() != null) {
            read.put("DeadLetterConfig", Map.of("Arn", target.deadLetterConfig().arn()));
        }
        if (target.inputPath() != null) {
            read.put("InputPath", target.inputPath());
        }
        if (target.retryPolicy() != null) {
            read.put(
                    "RetryPolicy",
                    Map.of("MaximumEventAgeInSeconds", target.retryPolicy().maximumEventAgeInSeconds()));
        }
        return read;
    }

    private Map<String, Object> role(String id) {
        Map<String, Object> read = new LinkedHashMap<>();
        read.put(
                "AssumeRolePolicyDocument",
                json(decoded(iam.getRole(ask -> ask.roleName(id)).role().assumeRolePolicyDocument())));
        List<String> managed = iam.listAttachedRolePolicies(ask -> ask.roleName(id)).attachedPolicies().stream()
                .map(each -> each.policyArn())
                .toList();
        if (!managed.isEmpty()) {
            read.put("ManagedPolicyArns", managed);
        }
        return read;
    }

    /** An inline policy of a role, also of those that stand in the role itself. */
    Map<String, Object> rolePolicy(String role, String name) {
        return json(decoded(
                iam.getRolePolicy(ask -> ask.roleName(role).policyName(name)).policyDocument()));
    }

    private Map<String, Object> policy(Map<String, Object> properties) {
        String role = Template.<String>list(properties.get("Roles")).get(0);
        return Map.of("PolicyDocument", rolePolicy(role, (String) properties.get("PolicyName")));
    }

    private Map<String, Object> key(String id) {
        return Map.of(
                "Description",
                        kms.describeKey(ask -> ask.keyId(id)).keyMetadata().description(),
                "EnableKeyRotation",
                        kms.getKeyRotationStatus(ask -> ask.keyId(id)).keyRotationEnabled(),
                "KeyPolicy",
                        json(kms.getKeyPolicy(ask -> ask.keyId(id).policyName("default"))
                                .policy()));
    }

    private Map<String, Object> alias(Map<String, Object> properties) {
        var alias = lambda.getAlias(
                ask -> ask.functionName((String) properties.get("FunctionName")).name((String) properties.get("Name")));
        return Map.of("Name", alias.name(), "FunctionVersion", alias.functionVersion());
    }

    private Map<String, Object> invocation(Map<String, Object> properties) {
        var config =
                lambda.getFunctionEventInvokeConfig(ask -> ask.functionName((String) properties.get("FunctionName")));
        return Map.of(
                "MaximumEventAgeInSeconds", config.maximumEventAgeInSeconds(),
                "MaximumRetryAttempts", config.maximumRetryAttempts(),
                "DestinationConfig",
                        Map.of(
                                "OnFailure",
                                        Map.of(
                                                "Destination",
                                                config.destinationConfig()
                                                        .onFailure()
                                                        .destination()),
                                "OnSuccess",
                                        Map.of(
                                                "Destination",
                                                config.destinationConfig()
                                                        .onSuccess()
                                                        .destination())));
    }

    private Map<String, Object> function(String id) {
        var function = lambda.getFunctionConfiguration(ask -> ask.functionName(id));
        Map<String, Object> read = new LinkedHashMap<>(Map.of(
                "Handler", function.handler(),
                "MemorySize", function.memorySize(),
                "Role", function.role(),
                "Runtime", function.runtimeAsString(),
                "Timeout", function.timeout()));
        if (function.environment() != null
                && !function.environment().variables().isEmpty()) {
            read.put("Environment", Map.of("Variables", function.environment().variables()));
        }
        if (!function.layers().isEmpty()) {
            read.put(
                    "Layers", function.layers().stream().map(each -> each.arn()).toList());
        }
        if (function.architecturesAsStrings().contains("arm64")) {
            read.put("Architectures", function.architecturesAsStrings());
        }
        return read;
    }

    private Map<String, Object> layer(String arn) {
        String[] parts = arn.split(":");
        var layer = lambda.getLayerVersion(ask -> ask.layerName(parts[6]).versionNumber(Long.valueOf(parts[7])));
        return layer.description() == null ? Map.of() : Map.of("Description", layer.description());
    }

    private Map<String, Object> permission(Map<String, Object> properties) {
        String function = (String) properties.get("FunctionName");
        Map<String, Object> policy =
                json(lambda.getPolicy(ask -> ask.functionName(function)).policy());
        boolean granted = Template.<Map<String, Object>>list(policy.get("Statement")).stream()
                .map(String::valueOf)
                .anyMatch(each -> each.contains(String.valueOf(properties.get("SourceArn")))
                        && each.contains((String) properties.get("Principal")));
        return Map.of("Action", granted ? "lambda:InvokeFunction" : "nobody is allowed what the template says");
    }

    private Map<String, Object> logGroup(String id) {
        return logs.describeLogGroups(ask -> ask.logGroupNamePrefix(id)).logGroups().stream()
                .filter(group -> group.logGroupName().equals(id))
                .map(group -> Map.<String, Object>of("RetentionInDays", group.retentionInDays()))
                .findFirst()
                .orElse(Map.of("RetentionInDays", "there is no " + id));
    }

    private Map<String, Object> topic(String arn) {
        Map<String, String> attributes = topicAttributes(arn);
        return Map.of("DisplayName", attributes.get("DisplayName"), "KmsMasterKeyId", attributes.get("KmsMasterKeyId"));
    }

    private Map<String, String> topicAttributes(String arn) {
        return sns.getTopicAttributes(ask -> ask.topicArn(arn)).attributes();
    }

    private Map<String, Object> queue(String url) {
        return Map.of(
                "MessageRetentionPeriod", Integer.valueOf(queueAttributes(url).get("MessageRetentionPeriod")));
    }

    private Map<String, String> queueAttributes(String url) {
        return sqs.getQueueAttributes(ask ->
                        ask.queueUrl(endpoint + URI.create(url).getPath()).attributeNames(QueueAttributeName.ALL))
                .attributesAsStrings();
    }

    private static String decoded(String text) {
        return text.startsWith("%7B") ? URLDecoder.decode(text, StandardCharsets.UTF_8) : text;
    }

    private static Map<String, Object> json(String text) {
        try {
            return JSON.std.mapFrom(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(text, broken);
        }
    }
}
