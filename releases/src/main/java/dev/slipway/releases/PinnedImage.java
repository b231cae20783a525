package dev.slipway.releases;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container image of somebody else, by digest: a tag may be another image tomorrow.
 *
 * @param reference {@code REGISTRY/REPOSITORY[:TAG]@sha256:…}
 */
public record PinnedImage(String reference) {
    private static final Pattern FORM =
            Pattern.compile("(?<name>([a-z0-9]|\\[::1\\])[A-Za-z0-9.:/_-]{0,400})@(?<digest>sha256:[0-9a-f]{64})");

    public PinnedImage {
        if (!FORM.matcher(reference).matches()) {
            throw new IllegalArgumentException(
                    "expected an image by its digest such as gcr.io/distroless/java17-debian12:nonroot@sha256:0648…"
                            + " (64 digits), got \"" + reference + '"'
                            + (reference.contains("@")
                                    ? "; a digest is sha256: and 64 hexadecimal digits"
                                    : "; a tag may be another image tomorrow, 'docker buildx imagetools inspect "
                                            + reference + "' tells its digest"));
        }
    }

    /** The reference without its digest. */
    public String name() {
        return part("name");
    }

    /** {@code sha256:…}. */
    public String digest() {
        return part("digest");
    }

    private String part(String group) {
        Matcher matcher = FORM.matcher(reference);
        if (!matcher.matches()) {
            throw new IllegalStateException(reference);
        }
        return matcher.group(group);
    }

    @Override
    public String toString() {
        return reference;
    }
}
