package dev.slipway.infra;

import java.util.Optional;

/**
 * Which objects a model's input may be, in the form that IAM reads.
 *
 * @param bucket its name
 * @param keys the key, or what all keys begin with up to the first placeholder, then {@code *}
 */
record InputAccess(String bucket, String keys) {
    private static final String S3 = "s3://";
    private static final String PLACEHOLDER = "{asOf}";

    /** Empty for input that comes by SQL. */
    static Optional<InputAccess> of(String input) {
        if (!input.startsWith(S3)) {
            return Optional.empty();
        }
        String[] address = input.substring(S3.length()).split("/", 2);
        String key = address[1];
        int placeholder = key.indexOf(PLACEHOLDER);
        boolean single = placeholder < 0 && !key.endsWith("/");
        String known = placeholder < 0 ? key : key.substring(0, placeholder);
        return Optional.of(new InputAccess(address[0], literal(known) + (single ? "" : "*")));
    }

    String objectsArn() {
        return "arn:aws:s3:::" + bucket + "/" + keys;
    }

    String bucketArn() {
        return "arn:aws:s3:::" + bucket;
    }

    /** Characters of a key that a policy would take for a pattern or a variable. */
    private static String literal(String key) {
        return key.replace("$", "${$}").replace("*", "${*}").replace("?", "${?}");
    }
}
