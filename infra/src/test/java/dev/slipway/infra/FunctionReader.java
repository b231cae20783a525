package dev.slipway.infra;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Functions and what belongs to them, as Lambda has it. */
final class FunctionReader implements ServiceReader {
    private final LambdaClient lambda;

    FunctionReader(Endpoint endpoint) {
        lambda = endpoint.client(LambdaClient.builder());
    }

    @Override
    public Map<String, Object> read(String type, String id, Map<String, Object> properties) {
        return switch (type) {
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
            case "AWS::CloudFormation::CustomResource", "Custom::S3AutoDeleteObjects" ->
                Map.of(
                        "ServiceToken",
                        lambda.getFunction(ask -> ask.functionName((String) properties.get("ServiceToken")))
                                .configuration()
                                .functionArn());
            default -> null;
        };
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
        if (function.vpcConfig() != null && !function.vpcConfig().subnetIds().isEmpty()) {
            read.put(
                    "VpcConfig",
                    Map.of(
                            "SecurityGroupIds", function.vpcConfig().securityGroupIds(),
                            "SubnetIds", function.vpcConfig().subnetIds()));
        }
        if (function.architecturesAsStrings().contains("arm64")) {
            read.put("Architectures", function.architecturesAsStrings());
        }
        return read;
    }

    private Map<String, Object> layer(String arn) {
        String[] parts = arn.split(":");
        var layer = lambda.getLayerVersion(ask -> ask.layerName(parts[6]).versionNumber(Long.valueOf(parts[7])));
        return Map.of("CompatibleRuntimes", layer.compatibleRuntimesAsStrings());
    }

    private Map<String, Object> permission(Map<String, Object> properties) {
        String function = (String) properties.get("FunctionName");
        Map<String, Object> policy = ServiceReader.json(
                lambda.getPolicy(ask -> ask.functionName(function)).policy());
        boolean granted = Template.<Map<String, Object>>list(policy.get("Statement")).stream()
                .map(String::valueOf)
                .anyMatch(each -> each.contains(String.valueOf(properties.get("SourceArn")))
                        && each.contains((String) properties.get("Principal")));
        return Map.of("Action", granted ? "lambda:InvokeFunction" : "nobody is allowed what the template says");
    }
}
