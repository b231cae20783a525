package dev.slipway.infra;

import static dev.slipway.infra.Template.list;
import static dev.slipway.infra.Template.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Works out a template's values as CloudFormation does when it deploys. What it does not know is an error: a value that
 * were guessed could pass a test and fail in the cloud.
 *
 * @param stacks all templates by their stacks' names, for {@code Fn::ImportValue}
 * @param place {@code REGION:ACCOUNT}
 * @param physical what the services would answer, by {@code LogicalId} for Ref or {@code LogicalId.Attribute}
 */
record Intrinsics(Map<String, Template> stacks, String place, Map<String, String> physical) {
    /** @param stack the one that the value stands in */
    String text(String stack, Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Map<?, ?> call && call.size() == 1) {
            Map.Entry<?, ?> only = call.entrySet().iterator().next();
            return switch (only.getKey().toString()) {
                case "Ref" -> reference(stack, (String) only.getValue());
                case "Fn::GetAtt" -> attribute(stack, list(only.getValue()));
                case "Fn::Join" -> join(stack, only.getValue());
                case "Fn::ImportValue" -> imported((String) only.getValue());
                default -> throw unknown(value);
            };
        }
        throw unknown(value);
    }

    private String reference(String stack, String id) {
        return logGroup(stack, id).orElseGet(() -> known(id));
    }

    private String attribute(String stack, List<String> path) {
        String name = String.join(".", path);
        return path.get(1).equals("Arn")
                ? logGroup(stack, path.get(0))
                        // CloudFormation's own form, with the streams.
                        .map(group -> "arn:aws:logs:" + place + ":log-group:" + group + ":*")
                        .orElseGet(() -> known(name))
                : known(name);
    }

    /** The template itself gives these their names. */
    private Optional<String> logGroup(String stack, String id) {
        Map<String, Object> resource = stacks.get(stack).resource(id);
        return "AWS::Logs::LogGroup".equals(resource.get("Type"))
                ? Optional.of((String) Template.properties(resource).get("LogGroupName"))
                : Optional.empty();
    }

    private String join(String stack, Object arguments) {
        return list(list(arguments).get(1)).stream()
                .map(part -> text(stack, part))
                .collect(Collectors.joining((String) list(arguments).get(0)));
    }

    /** The exporting stack is deployed first, so its output must be there under this very name. */
    private String imported(String export) {
        for (Map.Entry<String, Template> stack : stacks.entrySet()) {
            for (Object each : mapping(stack.getValue().content().getOrDefault("Outputs", Map.of()))
                    .values()) {
                Map<String, Object> output = mapping(each);
                if (output.get("Export") != null
                        && export.equals(mapping(output.get("Export")).get("Name"))) {
                    return text(stack.getKey(), output.get("Value"));
                }
            }
        }
        throw new AssertionError("no stack exports " + export);
    }

    private String known(String name) {
        String value = physical.get(name);
        if (value == null) {
            throw unknown(name);
        }
        return value;
    }

    private AssertionError unknown(Object value) {
        return new AssertionError("expected a text, or what is known of " + physical.keySet() + ", got " + value);
    }
}
