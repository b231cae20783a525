package dev.slipway.infra;

import static dev.slipway.infra.Template.mapping;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Judges calls by the policies of a role or of an endpoint, as far as IAM does for these: what is not allowed is denied. A statement that says
 * more than this knows is refused.
 *
 * @param text works out the values of the template
 */
record RolePermissions(List<Map<String, Object>> statements, Function<Object, String> text) {
    /** What passes the way to S3 out of the network of an environment. @param stack its storage */
    static RolePermissions gateway(Assembly assembly, String stack, Map<String, String> physical) {
        Map<String, Object> gateway = assembly.template(stack).all("AWS::EC2::VPCEndpoint").values().stream()
                .map(Template::properties)
                .filter(endpoint -> "Gateway".equals(endpoint.get("VpcEndpointType")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no gateway in " + stack));
        Intrinsics intrinsics = new Intrinsics(assembly.templates(), AwsCall.PLACE, physical);
        return new RolePermissions(
                Template.list(mapping(gateway.get("PolicyDocument")).get("Statement")),
                value -> intrinsics.text(stack, value));
    }

    /** @param context values that conditions ask for, such as {@code s3:prefix} */
    boolean allow(String action, String resource, Map<String, String> context) {
        return statements.stream()
                .filter(statement -> Iam.actions(statement).stream().anyMatch(pattern -> matches(pattern, action)))
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
            if (condition.getKey().equals("Null")) {
                if (!mapping(condition.getValue()).entrySet().stream()
                        .allMatch(key -> "false".equals(key.getValue()) && context.containsKey(key.getKey()))) {
                    return false;
                }
                continue;
            }
            if (!List.of("StringLike", "StringEquals").contains(condition.getKey())) {
                throw new AssertionError("expected StringLike, StringEquals or Null, got " + condition);
            }
            boolean like = condition.getKey().equals("StringLike");
            for (Map.Entry<String, Object> key : mapping(condition.getValue()).entrySet()) {
                String value = context.get(key.getKey());
                if (value == null
                        || values(key.getValue()).stream()
                                .noneMatch(pattern -> like ? matches(pattern, value) : pattern.equals(value))) {
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
        return Pattern.matches("\\Q" + pattern.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E", value);
    }
}
