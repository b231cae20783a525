package dev.slipway.infra;

import static dev.slipway.infra.Template.mapping;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code docs/boundary.json}, judging as IAM does: what a statement denies is denied, else what one allows is allowed. */
record Boundary(List<Map<String, Object>> statements) {
    /** The account that the calls are made in. */
    static final String ACCOUNT = "444444444444";

    static Boundary read() throws IOException {
        return new Boundary(Template.list(
                Assembly.json(Checkout.HOME.resolve("docs/boundary.json")).get("Statement")));
    }

    /** @param context what conditions ask for, such as {@code iam:PermissionsBoundary} */
    boolean allows(String action, String resource, Map<String, String> context) {
        return any("Allow", action, resource, context) && !any("Deny", action, resource, context);
    }

    private boolean any(String effect, String action, String resource, Map<String, String> context) {
        return statements.stream()
                .filter(statement -> statement.get("Effect").equals(effect))
                .anyMatch(statement -> matches(statement.get("Action"), action)
                        && covers(statement, resource)
                        && holds(statement, context));
    }

    private static boolean covers(Map<String, Object> statement, String resource) {
        return statement.containsKey("NotResource")
                ? !matches(statement.get("NotResource"), resource)
                : matches(statement.get("Resource"), resource);
    }

    /** The one condition in use. What the call does not tell differs, too. */
    private static boolean holds(Map<String, Object> statement, Map<String, String> context) {
        Map<String, Object> conditions = mapping(statement.getOrDefault("Condition", Map.of()));
        if (!List.of("StringNotEquals").containsAll(conditions.keySet())) {
            throw new AssertionError("expected no condition but StringNotEquals, got " + conditions);
        }
        return mapping(conditions.getOrDefault("StringNotEquals", Map.of())).entrySet().stream()
                .noneMatch(key -> key.getValue()
                        .toString()
                        .replace("${aws:PrincipalAccount}", ACCOUNT)
                        .equals(context.get(key.getKey())));
    }

    private static boolean matches(Object patterns, String value) {
        return (patterns instanceof Collection<?> several ? several : List.of(patterns))
                .stream()
                        .map(pattern -> "\\Q" + pattern.toString().replace("*", "\\E.*\\Q") + "\\E")
                        .anyMatch(pattern -> Pattern.matches(pattern, value));
    }
}
