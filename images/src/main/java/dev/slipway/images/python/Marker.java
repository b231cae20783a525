package dev.slipway.images.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on the machine, such as {@code python_version < "3.11" and extra == 'fast'}; PEP 508. Pip evaluates them
 * for the machine that it runs on, which is not the one that an image is for.
 */
final class Marker {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<text>'[^']*'|\"[^\"]*\")|(?<mark>\\(|\\)|===|~=|==|!=|<=|>=|<|>|[A-Za-z_][A-Za-z0-9_.]*))");

    private final List<String> tokens = new ArrayList<>();
    private final Predicate<Map<String, String>> condition;
    private int at;

    private Marker(String text) {
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.lookingAt()) {
            tokens.add(token.group().strip());
            end = token.end();
            token.region(end, text.length());
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException("expected a marker such as python_version >= \"3.9\", got " + text);
        }
        condition = either();
        if (at != tokens.size()) {
            throw new IllegalArgumentException("expected and, or or the end, got " + tokens.get(at));
        }
    }

    /** @throws IllegalArgumentException where the text is no marker; the message says what was expected */
    static Marker parse(String text) {
        return new Marker(text);
    }

    /** @param environment value by variable; {@code extra} is the extra that is asked for, or empty */
    boolean holds(Map<String, String> environment) {
        return condition.test(environment);
    }

    private Predicate<Map<String, String>> either() {
        Predicate<Map<String, String>> left = both();
        while (take("or")) {
            left = left.or(both());
        }
        return left;
    }

    private Predicate<Map<String, String>> both() {
        Predicate<Map<String, String>> left = comparison();
        while (take("and")) {
            left = left.and(comparison());
        }
        return left;
    }

    private Predicate<Map<String, String>> comparison() {
        if (take("(")) {
            Predicate<Map<String, String>> inner = either();
            if (!take(")")) {
                throw new IllegalArgumentException("expected ), got " + next());
            }
            return inner;
        }
        String left = next();
        String operator = next();
        if (operator.equals("not")) {
            operator += " " + next();
        }
        String right = next();
        String comparator = operator;
        if (!comparator.matches("===|~=|==|!=|<=|>=|<|>|in|not in")) {
            throw new IllegalArgumentException("expected a comparison such as ==, got " + comparator);
        }
        boolean extra = left.equals("extra") || right.equals("extra");
        return environment -> compare(value(left, environment, extra), comparator, value(right, environment, extra));
    }

    private static boolean compare(String left, String operator, String right) {
        Optional<VersionRange> range =
                operator.endsWith("in") ? Optional.empty() : VersionRange.parse(operator + right);
        if (range.isPresent() && Pep440.parse(left).isPresent()) {
            return range.get().allows(left);
        }
        return switch (operator) {
            case "==", "===" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "<" -> left.compareTo(right) < 0;
            case "<=" -> left.compareTo(right) <= 0;
            case ">" -> left.compareTo(right) > 0;
            case ">=" -> left.compareTo(right) >= 0;
            case "in" -> right.contains(left);
            case "not in" -> !right.contains(left);
            default -> false;
        };
    }

    private static String value(String token, Map<String, String> environment, boolean extra) {
        boolean literal = token.startsWith("'") || token.startsWith("\"");
        String value = literal ? token.substring(1, token.length() - 1) : environment.get(token.replace('.', '_'));
        if (value == null) {
            throw new IllegalArgumentException("expected a variable such as python_version, got " + token);
        }
        return extra ? new Distribution(value).name() : value;
    }

    private boolean take(String token) {
        boolean found = at < tokens.size() && tokens.get(at).equals(token);
        at += found ? 1 : 0;
        return found;
    }

    private String next() {
        if (at == tokens.size()) {
            throw new IllegalArgumentException("expected more behind " + String.join(" ", tokens));
        }
        return tokens.get(at++);
    }
}
