package dev.slipway.inference;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A semantic version (semver.org 2.0.0): {@code MAJOR.MINOR.PATCH} with an optional pre-release. No leading {@code v},
 * no range, no {@code latest}, and no build metadata, because a registry's tag cannot hold a plus sign.
 */
public record ModelVersion(int major, int minor, int patch, String preRelease) implements Comparable<ModelVersion> {
    private static final String NUMBER = "(0|[1-9]\\d{0,8})";
    private static final Pattern SHAPE =
            Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-((?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)"
                    + "(?:\\.(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*))*))?");
    /** The longest tag that the OCI distribution specification allows. */
    private static final int LONGEST = 128;

    public ModelVersion {
        preRelease = preRelease == null ? "" : preRelease;
    }

    public static ModelVersion parse(String text) {
        Matcher matcher = SHAPE.matcher(text == null ? "" : text);
        if (!matcher.matches() || text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "expected MAJOR.MINOR.PATCH such as 1.4.2, got " + (text == null ? "nothing" : '"' + text + '"'));
        }
        return new ModelVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                matcher.group(4));
    }

    /** Precedence as semver.org rule 11 has it: a pre-release comes before its release. */
    @Override
    public int compareTo(ModelVersion other) {
        int numbers = Integer.compare(major, other.major);
        numbers = numbers != 0 ? numbers : Integer.compare(minor, other.minor);
        numbers = numbers != 0 ? numbers : Integer.compare(patch, other.patch);
        return numbers != 0 ? numbers : comparePreReleases(preRelease, other.preRelease);
    }

    private static int comparePreReleases(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isEmpty(), right.isEmpty());
        }
        String[] ours = left.split("\\.");
        String[] theirs = right.split("\\.");
        for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
            int order = compareIdentifiers(ours[i], theirs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(ours.length, theirs.length);
    }

    private static int compareIdentifiers(String left, String right) {
        boolean leftNumeric = left.chars().allMatch(Character::isDigit);
        boolean rightNumeric = right.chars().allMatch(Character::isDigit);
        if (leftNumeric && rightNumeric) {
            int length = Integer.compare(left.length(), right.length());
            return length != 0 ? length : left.compareTo(right);
        }
        return leftNumeric == rightNumeric ? left.compareTo(right) : leftNumeric ? -1 : 1;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + (preRelease.isEmpty() ? "" : "-" + preRelease);
    }
}
