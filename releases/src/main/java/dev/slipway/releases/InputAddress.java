package dev.slipway.releases;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a model's input comes from in the cloud. */
final class InputAddress {
    private static final Pattern S3 = Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/\\S+");
    private static final Pattern SQL = Pattern.compile("sql:\\s*(?i:select|with)\\s.+", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

    private InputAddress() {}

    static String parse(String text) {
        if (!S3.matcher(text).matches() && !SQL.matcher(text).matches()) {
            throw new IllegalArgumentException("expected s3://bucket/prefix/ or sql:SELECT …, such as "
                    + "s3://feeds/programmes/{asOf}/, got \"" + text + '"');
        }
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            if (!placeholder.group().equals("{asOf}")) {
                throw new IllegalArgumentException("expected no placeholder but {asOf}, got " + placeholder.group());
            }
        }
        return text;
    }
}
