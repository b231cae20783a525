package dev.slipway.images.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions that a requirement allows, such as {@code >=1.2,<2,!=1.5.*}; PEP 440, "Version specifiers". */
record VersionRange(List<Clause> clauses) {
    private static final Pattern CLAUSE = Pattern.compile("\\s*(===|~=|==|!=|<=|>=|<|>)\\s*([^\\s,]+)\\s*");

    /** One condition; {@code version} as it is written. */
    record Clause(String operator, String version) {
        boolean allows(String candidate) {
            if (operator.equals("===")) {
                return candidate.equalsIgnoreCase(version);
            }
            Optional<Pep440> given = Pep440.parse(candidate);
            Optional<Pep440> bound = Pep440.parse(prefix());
            return given.isPresent() && bound.isPresent() && allows(given.get(), bound.get());
        }

        private boolean allows(Pep440 given, Pep440 bound) {
            Pep440 plain = bound.local().isEmpty() ? given.withoutLocal() : given;
            return switch (operator) {
                case "==" -> isPrefix() ? given.startsWith(bound, numbers()) : plain.compareTo(bound) == 0;
                case "!=" -> isPrefix() ? !given.startsWith(bound, numbers()) : plain.compareTo(bound) != 0;
                case "<=" -> given.withoutLocal().compareTo(bound) <= 0;
                case ">=" -> given.withoutLocal().compareTo(bound) >= 0;
                case "<" ->
                    given.withoutLocal().compareTo(bound) < 0
                            && (bound.isPreRelease() || !given.isPreRelease() || !given.sameRelease(bound));
                case ">" ->
                    given.withoutLocal().compareTo(bound) > 0
                            && (bound.isPostRelease() || !given.isPostRelease() || !given.sameRelease(bound));
                default -> given.withoutLocal().compareTo(bound) >= 0 && given.startsWith(bound, numbers() - 1);
            };
        }

        private boolean isPrefix() {
            return version.endsWith(".*");
        }

        private String prefix() {
            return isPrefix() ? version.substring(0, version.length() - 2) : version;
        }

        /** How many numbers the release has as it is written; {@code 1.2.0rc1} has three. */
        private int numbers() {
            Matcher release = Pattern.compile("\\d+(?:\\.\\d+)*").matcher(prefix().replaceFirst("^v?(\\d+!)?", ""));
            return release.lookingAt() ? release.group().split("\\.").length : 0;
        }
    }

    /** Reads one; empty where the text is none. No text at all allows every version. */
    static Optional<VersionRange> parse(String text) {
        List<Clause> clauses = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",")) {
            Matcher clause = CLAUSE.matcher(part);
            if (!clause.matches()) {
                return Optional.empty();
            }
            Clause read = new Clause(clause.group(1), clause.group(2));
            boolean wildcard = read.operator().equals("==") || read.operator().equals("!=");
            if (!read.operator().equals("===")
                    && (Pep440.parse(read.prefix()).isEmpty() || read.isPrefix() && !wildcard)) {
                return Optional.empty();
            }
            clauses.add(read);
        }
        return Optional.of(new VersionRange(List.copyOf(clauses)));
    }

    /** The version where it is {@code ==VERSION} and nothing else; otherwise null. */
    String onlyVersion() {
        boolean only = clauses.size() == 1
                && clauses.get(0).operator().equals("==")
                && !clauses.get(0).isPrefix();
        return only ? clauses.get(0).version() : null;
    }

    boolean allows(String version) {
        return clauses.stream().allMatch(clause -> clause.allows(version));
    }

    @Override
    public String toString() {
        return String.join(
                ",", clauses.stream().map(c -> c.operator() + c.version()).toList());
    }
}
