package dev.slipway.job.fetch;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address such as {@code s3://bucket/key} or {@code s3://bucket/prefix/}.
 *
 * @param key without a leading slash; may be empty
 */
public record S3Address(String bucket, String key) {
    private static final Pattern SHAPE = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

    /** Reads one; 78 where it is something else. */
    public static S3Address parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, "expected an address such as s3://bucket/prefix/, got \"" + text + '"');
        }
        return new S3Address(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
    }

    /** Whether it names everything that begins with it, not one object. */
    public boolean isPrefix() {
        return key.isEmpty() || key.endsWith("/");
    }

    /** The address of something below. */
    public S3Address resolve(String name) {
        return new S3Address(bucket, isPrefix() ? key + name : key + "/" + name);
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
