package dev.slipway.images.python;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a distribution needs, or a line of a lock, as PEP 508 writes it: {@code uvicorn[standard]>=0.20; os_name=='nt'}.
 *
 * @param extras names of the optional parts that are wanted, as {@link Distribution} compares them
 * @param marker null where it always applies
 * @param url whether it names an address in place of versions
 */
record Requirement(Distribution distribution, Set<String> extras, VersionRange range, Marker marker, boolean url) {
    private static final Pattern FORM = Pattern.compile(
            "\\s*(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[(?<extras>[^\\]]*)\\])?\\s*"
                    + "(?:@\\s*(?<url>\\S+)|\\((?<inner>[^)]*)\\)|(?<range>[^;@(]*))\\s*(?:;(?<marker>.*))?");

    /** @throws IllegalArgumentException where the text is no requirement; the message says what was expected */
    static Requirement parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("expected a requirement such as numpy==1.26.4, got " + text.strip());
        }
        boolean url = form.group("url") != null;
        String versions = url ? "" : form.group("inner") == null ? form.group("range") : form.group("inner");
        VersionRange range = VersionRange.parse(versions.strip())
                .orElseThrow(() ->
                        new IllegalArgumentException("expected versions such as ==1.26.4, got " + versions.strip()));
        String extras = form.group("extras") == null ? "" : form.group("extras");
        return new Requirement(
                new Distribution(form.group("name")),
                Arrays.stream(extras.split(","))
                        .filter(extra -> !extra.isBlank())
                        .map(extra -> new Distribution(extra.strip()).name())
                        .collect(Collectors.toCollection(TreeSet::new)),
                range,
                form.group("marker") == null ? null : Marker.parse(form.group("marker")),
                url);
    }

    /** Whether it applies on a target, for a requirer of which these extras are wanted. */
    boolean applies(Map<String, String> environment, Set<String> wanted) {
        if (marker == null) {
            return true;
        }
        Set<String> tried = wanted.isEmpty() ? Set.of("") : wanted;
        return tried.stream().anyMatch(extra -> marker.holds(with(environment, extra)));
    }

    private static Map<String, String> with(Map<String, String> environment, String extra) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("extra", extra);
        return all;
    }
}
