package dev.slipway.infra;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A template with the ids that its resources got, so that its properties can be told as a service has them.
 *
 * @param ids physical ids by logical id
 * @param imports values that other stacks export, by name
 */
record Deployed(Template template, Map<String, String> ids, Map<String, Object> imports, String account) {
    private static final String REGION = "eu-central-1";
    private static final Pattern HOLE = Pattern.compile("\\$\\{([^}]+)}");

    /** What others may import from this stack. */
    Map<String, Object> exports() {
        Map<String, Object> exports = new HashMap<>();
        Template.mapping(template.content().getOrDefault("Outputs", Map.of()))
                .values()
                .forEach(each -> {
                    Map<String, Object> output = Template.mapping(each);
                    if (output.get("Export") != null) {
                        Object name = Template.mapping(output.get("Export")).get("Name");
                        exports.put((String) name, resolve(output.get("Value")));
                    }
                });
        return exports;
    }

    /** A value of the template without any function of CloudFormation in it. */
    Object resolve(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(this::resolve).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (map.size() == 1) {
            String name = String.valueOf(map.keySet().iterator().next());
            Object argument = map.values().iterator().next();
            switch (name) {
                case "Ref":
                    return reference((String) argument);
                case "Fn::GetAtt":
                    List<String> path = Template.list(argument);
                    return attribute(path.get(0), path.get(1));
                case "Fn::ImportValue":
                    return Objects.requireNonNull(imports.get(argument), () -> argument + " is not exported");
                case "Fn::GetAZs":
                    return List.of(REGION + "a", REGION + "b", REGION + "c");
                case "Fn::Sub":
                    return HOLE.matcher((String) argument)
                            .replaceAll(hole -> Matcher.quoteReplacement(reference(hole.group(1))));
                default:
                    if (name.startsWith("Fn::")) {
                        return list(name, Template.list(resolve(argument)));
                    }
            }
        }
        Map<String, Object> resolved = new LinkedHashMap<>();
        map.forEach((key, each) -> resolved.put((String) key, resolve(each)));
        return resolved;
    }

    private Object list(String name, List<Object> arguments) {
        return switch (name) {
            case "Fn::Join" ->
                Template.list(arguments.get(1)).stream().map(String::valueOf).collect(Collectors.joining((String)
                        arguments.get(0)));
            case "Fn::Select" ->
                Template.list(arguments.get(1))
                        .get(Integer.parseInt(arguments.get(0).toString()));
            case "Fn::Split" -> List.of(((String) arguments.get(1)).split(Pattern.quote((String) arguments.get(0))));
            default -> throw new AssertionError("no test knows " + name);
        };
    }

    private String reference(String name) {
        return switch (name) {
            case "AWS::Region" -> REGION;
            case "AWS::AccountId" -> account;
            case "AWS::Partition" -> "aws";
            case "AWS::URLSuffix" -> "amazonaws.com";
            default -> Objects.requireNonNull(ids.get(name), () -> name + " was not made");
        };
    }

    private String attribute(String logicalId, String name) {
        String type = (String) template.resource(logicalId).get("Type");
        String id = reference(logicalId);
        String place = REGION + ":" + account + ":";
        return switch (type + "." + name) {
            case "AWS::EC2::SecurityGroup.GroupId" -> id;
            case "AWS::Events::Rule.Arn" -> "arn:aws:events:" + place + "rule/" + id;
            case "AWS::IAM::Role.Arn" -> "arn:aws:iam::" + account + ":role/" + id;
            case "AWS::KMS::Key.Arn" -> "arn:aws:kms:" + place + "key/" + id;
            case "AWS::Lambda::Function.Arn" -> "arn:aws:lambda:" + place + "function:" + id;
            case "AWS::Lambda::Version.Version" -> "1";
            case "AWS::Logs::LogGroup.Arn" -> "arn:aws:logs:" + place + "log-group:" + id + ":*";
            case "AWS::S3::Bucket.Arn" -> "arn:aws:s3:::" + id;
            case "AWS::SQS::Queue.Arn" -> "arn:aws:sqs:" + place + id.substring(id.lastIndexOf('/') + 1);
            default -> logicalId + "." + name;
        };
    }
}
