package dev.slipway.infra;

import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who may do what, read from a template. */
final class Iam {
    private Iam() {}

    /** All that a role may do. @param role {@code {"Fn::GetAtt": ["Id", "Arn"]}} */
    static List<Map<String, Object>> statements(Template template, Map<String, Object> role) {
        String id = Template.<String>list(role.get("Fn::GetAtt")).get(0);
        List<Map<String, Object>> statements = new ArrayList<>();
        for (Object policy : items(template.properties(id).get("Policies"))) {
            statements.addAll(statements(mapping(policy)));
        }
        template.all("AWS::IAM::Policy").values().stream()
                .map(Template::properties)
                .filter(policy -> items(policy.get("Roles")).contains(Map.of("Ref", id)))
                .forEach(policy -> statements.addAll(statements(policy)));
        return statements;
    }

    /** Everything that any identity of the template may do, by the resource that says it. */
    static List<Map<String, Object>> allStatements(Template template) {
        List<Map<String, Object>> all = new ArrayList<>();
        template.all("AWS::IAM::Role").values().forEach(role -> items(
                        properties(role).get("Policies"))
                .forEach(policy -> all.addAll(statements(mapping(policy)))));
        template.all("AWS::IAM::Policy").values().forEach(policy -> all.addAll(statements(properties(policy))));
        return all;
    }

    private static List<Map<String, Object>> statements(Map<String, Object> policy) {
        return Template.list(mapping(policy.get("PolicyDocument")).get("Statement"));
    }

    static List<String> actions(Map<String, Object> statement) {
        return items(statement.get("Action")).stream().map(Object::toString).toList();
    }

    /** Their ARNs; parts that only the deployment knows stand there as {@code <…>}. */
    static List<String> resources(Map<String, Object> statement) {
        return items(statement.get("Resource")).stream().map(Iam::text).toList();
    }

    private static String text(Object arn) {
        if (arn instanceof Map<?, ?> call && call.get("Fn::Join") instanceof List<?> join) {
            return ((List<?>) join.get(1)).stream().map(Iam::text).collect(Collectors.joining());
        }
        return arn instanceof String text ? text : "<" + arn + ">";
    }

    private static List<Object> items(Object value) {
        return value == null ? List.of() : value instanceof List<?> list ? new ArrayList<>(list) : List.of(value);
    }
}
