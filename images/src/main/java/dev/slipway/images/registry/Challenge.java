package dev.slipway.images.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a registry asks for in {@code WWW-Authenticate}.
 *
 * @param scheme {@code bearer} or {@code basic}
 * @param parameters such as {@code realm} and {@code service}
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z]+)=(?:\"([^\"]*)\"|([^\\s,]+))");

    /** The one to answer: a token is preferred to a password. Empty where the registry names neither. */
    static Optional<Challenge> of(Answer answer) {
        List<Challenge> all = answer.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("WWW-Authenticate"))
                .flatMap(header -> header.getValue().stream())
                .map(Challenge::parse)
                .toList();
        return all.stream().filter(Challenge::isBearer).findFirst().or(() -> all.stream()
                .filter(one -> one.scheme.equals("basic"))
                .findFirst());
    }

    private static Challenge parse(String header) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(header);
        while (matcher.find()) {
            parameters.put(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
        }
        return new Challenge(header.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT), Map.copyOf(parameters));
    }

    boolean isBearer() {
        return scheme.equals("bearer");
    }
}
