package dev.slipway.releases;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a model's input comes from in the cloud. */
public final class InputAddress {
    private static final Pattern S3 = Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/\\S+");
    private static final Pattern SQL = Pattern.compile("sql:\\s*(?i:select|with)\\s.+", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

    private static final Pattern KEY = Pattern.compile(
            "arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private InputAddress() {}

    static boolean isS3(String input) {
        return S3.matcher(input).matches();
    }

    /** The KMS key of a bucket; an alias may point to another key tomorrow, and IAM does not follow it. */
    static String key(String text) {
        if (!KEY.matcher(text).matches()) {
            throw new IllegalArgumentException("expected the ARN of a KMS key, not an alias, such as"
                    + " arn:aws:kms:eu-central-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab, got \"" + text
                    + '"');
        }
        return text;
    }

    /**
     * Answers the text as it is.
     *
     * @throws IllegalArgumentException where a run in the cloud could not read from there
     */
    public static String parse(String text) {
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
