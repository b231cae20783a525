package dev.slipway.images;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an image stands on: a vendor's image, named by digest because a tag may be another image tomorrow, or
 * {@code scratch}, a runtime made here of the JDK's own parts.
 *
 * @param reference {@code REGISTRY/REPOSITORY[:TAG]@sha256:…} or {@code scratch}
 */
public record BaseImage(String reference) {
    public static final BaseImage SCRATCH = new BaseImage("scratch");

    private static final Pattern PINNED = Pattern.compile(
            "(?<name>[a-z0-9][A-Za-z0-9.:/_-]*|\\[::1\\][A-Za-z0-9.:/_-]*)@(?<digest>sha256:[0-9a-f]{64})");

    public BaseImage {
        if (!reference.equals("scratch") && !PINNED.matcher(reference).matches()) {
            throw new IllegalArgumentException(
                    "expected scratch or an image by its digest such as gcr.io/distroless/java17-debian12:nonroot@sha256:"
                            + "0648…, got \"" + reference + '"'
                            + (reference.contains("@")
                                    ? "; a digest is sha256: and 64 hexadecimal digits"
                                    : "; without a digest the image may be another one tomorrow ('docker buildx"
                                            + " imagetools inspect " + reference + "' tells its digest)"));
        }
    }

    public boolean isScratch() {
        return reference.equals("scratch");
    }

    /** The reference without its digest. */
    public String name() {
        return part("name");
    }

    public String digest() {
        return part("digest");
    }

    /** Whether its registry is on this machine: plain HTTP is spoken to no other. */
    boolean isLocal() {
        String host = reference.toLowerCase(Locale.ROOT).split("/", 2)[0];
        return !isScratch() && host.matches("(localhost|127(\\.[0-9]+){3}|\\[::1\\])(:[0-9]+)?");
    }

    private String part(String name) {
        Matcher matcher = PINNED.matcher(reference);
        return matcher.matches() ? matcher.group(name) : "scratch";
    }

    @Override
    public String toString() {
        return reference;
    }
}
