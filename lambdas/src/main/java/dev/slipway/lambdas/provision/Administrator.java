package dev.slipway.lambdas.provision;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.slipway.predictions.Database;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Who may make roles in a database: its URL, and the user and the password that Secrets Manager keeps. */
final class Administrator {
    private Administrator() {}

    /** @throws IllegalArgumentException where the secret is none of a database; its content is not told */
    static Database of(Target target, SecretsManagerClient secrets, Redaction redaction) {
        String content = secrets.getSecretValue(get -> get.secretId(target.adminSecret()))
                .secretString();
        Map<String, Object> secret = parsed(content == null ? "" : content, target);
        String password = part(secret, "password", target);
        redaction.hide(password);
        String url = target.url().isEmpty()
                ? "jdbc:postgresql://" + part(secret, "host", target) + ":" + secret.getOrDefault("port", 5432) + "/"
                        + part(secret, "dbname", target)
                : target.url();
        return new Database(verified(url), part(secret, "username", target), password);
    }

    private static Map<String, Object> parsed(String content, Target target) {
        try {
            return JsonParser.object().from(content);
        } catch (JsonParserException | RuntimeException notJson) {
            // The parser's message shows where it stopped, which is the secret.
            throw new IllegalArgumentException("the secret " + target.adminSecret()
                    + ": expected a JSON object with username and password, got something else");
        }
    }

    private static String part(Map<String, Object> secret, String name, Target target) {
        Object value = secret.get(name);
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("the secret " + target.adminSecret() + ": expected " + name
                    + " in its JSON object, got only " + secret.keySet());
        }
        return value.toString();
    }

    /** Passwords go to nobody but the server that they are for. */
    private static String verified(String url) {
        return url.contains("sslmode=") ? url : url + (url.contains("?") ? "&" : "?") + "sslmode=verify-full";
    }
}
