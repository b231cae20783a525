package dev.slipway.inference;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The specification's version in a file: any minor of our major is read, another major is refused. */
final class SpecVersion {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})\\.\\d{1,9}");
    private static final String OURS = Manifest.SPEC.substring(0, Manifest.SPEC.indexOf('.'));

    private SpecVersion() {}

    static String check(JsonObject object) {
        String spec = object.text("spec");
        Matcher matcher = SHAPE.matcher(spec);
        if (!matcher.matches()) {
            throw new InferenceException(
                    object.code(), object.where() + ": spec: expected a version such as 1.0, got " + Cut.quoted(spec));
        }
        if (!matcher.group(1).equals(OURS)) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    object.where() + ": spec: expected version " + OURS + ".x of the specification, got " + spec);
        }
        return spec;
    }
}
