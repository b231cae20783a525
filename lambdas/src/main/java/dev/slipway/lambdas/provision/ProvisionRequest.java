package dev.slipway.lambdas.provision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The properties of the custom resource, whose values are all strings, as CloudFormation sends them.
 *
 * @param parameters the path that the passwords lie below, such as {@code /slipway/dev}
 * @param key encrypts the passwords; AWS's own key for parameters where there is none
 * @param rotation a number; another one than last time makes new passwords
 */
public record ProvisionRequest(
        Target analytics, Target application, String parameters, Optional<String> key, String rotation) {
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._-]+)+");

    /** @throws IllegalArgumentException names everything that is missing or wrong, at once */
    public static ProvisionRequest of(Object properties) {
        Map<?, ?> given = properties instanceof Map<?, ?> map ? map : Map.of();
        List<String> problems = new ArrayList<>();
        Target analytics = target(given, "analytics", problems);
        Target application = target(given, "application", problems);
        String parameters = text(given.get("parameters"));
        if (!PATH.matcher(parameters).matches()) {
            problems.add("parameters: expected a path such as /slipway/dev, got " + shown(parameters));
        }
        String rotation = text(given.get("rotate"));
        if (!rotation.matches("\\d*")) {
            problems.add("rotate: expected a whole number, got " + shown(rotation));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the custom resource is not set up: " + String.join("; ", problems));
        }
        String key = text(given.get("key"));
        return new ProvisionRequest(
                analytics,
                application,
                parameters,
                key.isEmpty() ? Optional.empty() : Optional.of(key),
                rotation.isEmpty() ? "0" : rotation);
    }

    private static Target target(Map<?, ?> properties, String name, List<String> problems) {
        Map<?, ?> given = properties.get(name) instanceof Map<?, ?> map ? map : Map.of();
        String url = text(given.get("url"));
        String secret = text(given.get("adminSecretArn"));
        if (secret.isEmpty()) {
            problems.add(name + ".adminSecretArn: expected the ARN of the administrator's secret, got nothing");
        }
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql://")) {
            problems.add(name + ".url: expected jdbc:postgresql://host:port/database, got another scheme");
        }
        // Without a word, nobody's rights are taken away.
        boolean shared = !text(given.get("shared")).equals("false");
        return new Target(url, secret, shared);
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString().trim();
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }
}
