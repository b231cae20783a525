package dev.slipway.images.registry;

import dev.slipway.inference.ModelName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where images go: {@code host[:port][/prefix]}. Below it every model has a repository of its own name.
 *
 * @param host with the port where there is one
 * @param prefix in front of the model's name; may be empty
 */
public record RegistryAddress(String host, String prefix) {
    private static final String WORD = "[a-z0-9]+(?:[._-]+[a-z0-9]+)*";
    private static final Pattern SHAPE =
            Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?((?:/" + WORD + ")*)/?");
    private static final Pattern LOOPBACK = Pattern.compile("(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d+)?");

    /** @throws IllegalArgumentException where it is not of that form */
    public static RegistryAddress parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (text.contains("://")) {
            throw bad(text, "the protocol is left out: http on this machine, https everywhere else");
        }
        if (!matcher.matches()) {
            throw bad(text, "the tag is the model's version and the repository its name, so neither belongs to it");
        }
        String host = matcher.group(1) + (matcher.group(2) == null ? "" : matcher.group(2));
        // As Docker has it: without a dot or a port, a first word is no host.
        if (!host.matches(".*[.:].*") && !host.equals("localhost")) {
            throw bad(text, "a host has a dot or a port");
        }
        String prefix = matcher.group(3);
        return new RegistryAddress(host, prefix.isEmpty() ? "" : prefix.substring(1));
    }

    private static IllegalArgumentException bad(String text, String why) {
        return new IllegalArgumentException(
                "expected a registry as host[:port][/prefix] such as localhost:5000 or registry.example.com/models, got \""
                        + text + "\"; " + why);
    }

    /** The model's repository, without the host. */
    public String repository(ModelName model) {
        return prefix.isEmpty() ? model.value() : prefix + "/" + model;
    }

    /** Plain HTTP is for this machine alone. */
    boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    /** {@code https://host}, without a slash at the end. */
    String url() {
        boolean dockerHub = host.equals("docker.io") || host.equals("index.docker.io");
        return (isLoopback() ? "http://" : "https://") + (dockerHub ? "registry-1.docker.io" : host);
    }

    @Override
    public String toString() {
        return prefix.isEmpty() ? host : host + "/" + prefix;
    }
}
