package dev.slipway.infra;

import static dev.slipway.infra.Template.list;
import static dev.slipway.infra.Template.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A template as a person reads it: a line for each resource with what it is set to, below it a line for each statement of
 * its policies and for each variable. Hashes, tags and what CDK repeats everywhere are left out.
 */
final class Rendering {
    /** The same everywhere, or told by another line. */
    private static final Set<String> NOISE =
            Set.of("Tags", "Metadata", "PolicyName", "Version", "Roles", "FileSystemTags");

    private final List<String> below = new ArrayList<>();

    private Rendering() {}

    static String of(Template template) {
        Map<String, String> lines = new TreeMap<>();
        template.resources()
                .forEach((id, resource) -> lines.put(
                        mapping(resource).get("Type") + " " + id, new Rendering().resource(id, mapping(resource))));
        return String.join("", lines.values());
    }

    private String resource(String id, Map<String, Object> resource) {
        Map<String, Object> properties = Template.properties(resource);
        String type = resource.get("Type").toString().replaceFirst("^AWS::", "");
        String line = id(id) + " " + type + kept(resource) + ":";
        String says = type.equals("CloudWatch::Alarm") ? alarm(properties) : settings(properties);
        return (line + " " + says).strip() + "\n"
                + below.stream().map(each -> "    " + each + "\n").collect(Collectors.joining());
    }

    private static String kept(Map<String, Object> resource) {
        return String.valueOf(resource.get("DeletionPolicy")).startsWith("Retain") ? " (kept)" : "";
    }

    private static String alarm(Map<String, Object> alarm) {
        return alarm.get("Namespace") + " " + alarm.get("MetricName") + " " + plain(alarm.get("Dimensions")) + " "
                + alarm.get("Statistic") + " " + alarm.get("ComparisonOperator") + " " + plain(alarm.get("Threshold"))
                + ", " + alarm.get("EvaluationPeriods") + " x " + alarm.get("Period") + " s, missing: "
                + alarm.get("TreatMissingData") + (alarm.containsKey("InsufficientDataActions") ? ", which rings" : "");
    }

    private String settings(Map<String, Object> properties) {
        List<String> said = new ArrayList<>();
        new TreeMap<>(properties).forEach((name, value) -> {
            String text = NOISE.contains(name) ? "" : value(name, value);
            if (!text.isEmpty()) {
                said.add(name + "=" + text);
            }
        });
        return String.join(" ", said);
    }

    /** Empty where all of it stands below. */
    private String value(String name, Object value) {
        if (value instanceof Map<?, ?> map && map.containsKey("Statement")) {
            statements(map.get("Statement"));
            return "";
        }
        if (name.equals("Policies")) {
            list(value)
                    .forEach(policy -> statements(
                            mapping(mapping(policy).get("PolicyDocument")).get("Statement")));
            return "";
        }
        if (name.equals("Environment") && value instanceof Map<?, ?> environment) {
            return environment(mapping(environment));
        }
        if (name.equals("DashboardBody")) {
            return Pattern.compile("\"title\":\"([^\"]*)\"")
                    .matcher(plain(value))
                    .results()
                    .map(title -> title.group(1))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return plain(value).contains("\n") ? "(its own file)" : plain(value);
    }

    private String environment(Map<String, Object> environment) {
        Map<String, Object> others = new TreeMap<>(environment);
        if (others.remove("Variables") instanceof Map<?, ?> variables) {
            new TreeMap<>(mapping(variables)).forEach((name, value) -> below.add(name + " = " + plain(value)));
        }
        if (others.remove("EnvironmentVariables") instanceof List<?> variables) {
            variables.forEach(each -> {
                Map<String, Object> variable = mapping(each);
                String from = variable.get("Type").equals("PLAINTEXT") ? "" : " from " + variable.get("Type");
                below.add(variable.get("Name") + " = " + plain(variable.get("Value")) + from);
            });
        }
        return others.isEmpty() ? "" : plain(others);
    }

    private void statements(Object statements) {
        for (Object each : list(statements)) {
            Map<String, Object> statement = mapping(each);
            String who = statement.containsKey("Principal") ? " " + plain(statement.get("Principal")) : "";
            String what = statement.containsKey("Resource") ? " on " + plain(statement.get("Resource")) : "";
            String when = statement.containsKey("Condition") ? " if " + plain(statement.get("Condition")) : "";
            below.add(statement.get("Effect").toString().toLowerCase(Locale.ROOT) + who + ": "
                    + plain(statement.get("Action")) + what + when);
        }
    }

    /** References as what they refer to, and the rest without quotes. */
    private static String plain(Object value) {
        if (value instanceof List<?> list) {
            return list.size() == 1
                    ? plain(list.get(0))
                    : list.stream().map(Rendering::plain).collect(Collectors.joining(", ", "[", "]"));
        }
        if (!(value instanceof Map<?, ?> map)) {
            return String.valueOf(value);
        }
        if (map.get("Ref") instanceof String id) {
            return id(id);
        }
        if (map.get("Fn::GetAtt") instanceof List<?> attribute) {
            return id(attribute.get(0).toString()) + "." + attribute.get(1);
        }
        if (map.get("Fn::Join") instanceof List<?> join) {
            return list(join.get(1)).stream()
                    .map(Rendering::plain)
                    .collect(Collectors.joining(join.get(0).toString()));
        }
        if (map.get("Fn::ImportValue") instanceof String export) {
            return "<" + id(export.replaceFirst(".*:ExportsOutput(Ref|FnGetAtt)", "")) + ">";
        }
        if (map.keySet().equals(Set.of("Name", "Value"))) {
            return map.get("Name") + "=" + plain(map.get("Value"));
        }
        return new TreeMap<>(mapping(map))
                .entrySet().stream()
                        .map(each -> each.getKey() + ": " + plain(each.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Without the hash that CDK appends. */
    private static String id(String id) {
        return id.replaceFirst("CurrentVersion[0-9A-Fa-f]{20,}$", "CurrentVersion")
                .replaceAll("(?<=[a-z0-9])[0-9A-F]{8}(?![0-9a-z])", "");
    }
}
