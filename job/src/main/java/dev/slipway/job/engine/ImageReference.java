package dev.slipway.job.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image in a registry: {@code host/path}, with a tag, a digest, both or neither.
 *
 * @param repository {@code 111111111111.dkr.ecr.eu-central-1.amazonaws.com/slipway/audience-forecast}
 * @param tag null where there is none
 * @param digest {@code sha256:…}, null where there is none
 */
public record ImageReference(String repository, String tag, String digest) {
    private static final Pattern FORM =
            Pattern.compile("((?:[A-Za-z0-9.-]+(?::\\d{1,5})?/)?[a-z0-9]+(?:(?:[._/]|__|-+)[a-z0-9]+)*)"
                    + "(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?");

    /** @throws IllegalArgumentException where it is no such name */
    public static ImageReference parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("expected an image such as"
                    + " 111111111111.dkr.ecr.eu-central-1.amazonaws.com/slipway/audience-forecast, with :TAG or @sha256:… where"
                    + " it must be that one, got \"" + text + '"');
        }
        return new ImageReference(form.group(1), form.group(2), form.group(3));
    }

    /** The registry: what is before the first slash, if that can be a host; else Docker's own. */
    public String host() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }

    /** The same with this tag, where it names neither tag nor digest. */
    public ImageReference orTag(String other) {
        return tag == null && digest == null ? new ImageReference(repository, other, null) : this;
    }

    /** As {@code docker pull} takes it. */
    @Override
    public String toString() {
        return repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
