package dev.slipway.infra;

import static dev.slipway.infra.Template.mapping;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Judges calls by a role's policies, as far as IAM does for these: what is not allowed is denied. A statement that says
 * more than this knows is refused.
 *
 * @param text works out the values of the template
 */
record RolePermissions(List<Map<String, Object>> statements, Function<Object, String> text) {
    /** @param context values that conditions ask for, such as {@code s3:prefix} */
    boolean allow(String action, String resource, Map<String, String> context) {
        return statements.stream()
                .filter(statement -> Iam.actions(statement).contains(action))
                .anyMatch(statement -> covers(statement, resource) && holds(statement, context));
    }

    private boolean covers(Map<String, Object> statement, String resource) {
        if (!"Allow".equals(statement.get("Effect"))) {
            throw new AssertionError("expected Allow, got " + statement);
        }
        return values(statement.get("Resource")).stream().anyMatch(pattern -> matches(pattern, resource));
    }

    private boolean holds(Map<String, Object> statement, Map<String, String> context) {
        for (Map.Entry<String, Object> condition :
                mapping(statement.getOrDefault("Condition", Map.of())).entrySet()) {
            if (!condition.getKey().equals("StringLike")) {
                throw new AssertionError("expected StringLike, got " + condition);
            }
            for (Map.Entry<String, Object> key : mapping(condition.getValue()).entrySet()) {
                String value = context.get(key.getKey());
                if (value == null || values(key.getValue()).stream().noneMatch(pattern -> matches(pattern, value))) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<String> values(Object value) {
        return (value instanceof List<?> list ? list : List.of(value))
                .stream().map(text::apply).toList();
    }

    private static boolean matches(String pattern, String value) {
        return Pattern.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", value);
    }
}
