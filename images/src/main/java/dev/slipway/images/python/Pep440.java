package dev.slipway.images.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as PEP 440 orders them: {@code 1.0.dev1 < 1.0a1 < 1.0rc1 < 1.0 < 1.0+local < 1.0.post1}.
 *
 * @param release without zeros at the end
 * @param suffix rank of the release's kind and its number, pairs from the weightiest on; compared before the local part
 * @param local the part behind {@code +}, empty where there is none
 */
record Pep440(BigInteger epoch, List<BigInteger> release, List<BigInteger> suffix, String local)
        implements Comparable<Pep440> {
    private static final Pattern FORM = Pattern.compile("v?(?:(?<epoch>\\d+)!)?(?<release>\\d+(?:\\.\\d+)*)"
            + "(?:[-_.]?(?<pre>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?<prenumber>\\d*))?"
            + "(?<post>-(?<postimplicit>\\d+)|[-_.]?(?:post|rev|r)[-_.]?(?<postnumber>\\d*))?"
            + "(?<dev>[-_.]?dev[-_.]?(?<devnumber>\\d*))?(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?");
    private static final int DEVELOPMENT_ONLY = -1;
    private static final int FINAL = 3;

    /** Reads one; empty where the text is no version. */
    static Optional<Pep440> parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return Optional.empty();
        }
        List<BigInteger> release = new ArrayList<>();
        for (String part : form.group("release").split("\\.")) {
            release.add(new BigInteger(part));
        }
        while (release.size() > 1 && release.get(release.size() - 1).signum() == 0) {
            release.remove(release.size() - 1);
        }
        boolean dev = form.group("dev") != null;
        boolean post = form.group("post") != null;
        String postNumber = post && form.group("postimplicit") != null
                ? form.group("postimplicit")
                : post ? form.group("postnumber") : null;
        List<BigInteger> suffix = List.of(
                BigInteger.valueOf(phase(form.group("pre"), post, dev)),
                number(form.group("prenumber")),
                post ? number(postNumber) : BigInteger.ONE.negate(),
                dev ? BigInteger.ZERO : BigInteger.ONE,
                number(form.group("devnumber")));
        String local = form.group("local");
        return Optional.of(new Pep440(
                number(form.group("epoch")),
                Collections.unmodifiableList(release),
                suffix,
                local == null ? "" : local.replaceAll("[-_]", ".")));
    }

    private static int phase(String pre, boolean post, boolean dev) {
        if (pre == null) {
            return dev && !post ? DEVELOPMENT_ONLY : FINAL;
        }
        return switch (pre) {
            case "a", "alpha" -> 0;
            case "b", "beta" -> 1;
            default -> 2;
        };
    }

    private static BigInteger number(String digits) {
        return digits == null || digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    }

    boolean isPreRelease() {
        return suffix.get(0).intValue() < FINAL || suffix.get(3).signum() == 0;
    }

    boolean isPostRelease() {
        return suffix.get(2).signum() >= 0;
    }

    Pep440 withoutLocal() {
        return new Pep440(epoch, release, suffix, "");
    }

    /** Whether the other one has the same epoch and numbers, whatever follows them. */
    boolean sameRelease(Pep440 other) {
        return epoch.equals(other.epoch) && release.equals(other.release);
    }

    /** Whether the release begins with so many numbers of the other one: what {@code ==1.2.*} asks. */
    boolean startsWith(Pep440 prefix, int numbers) {
        boolean same = epoch.equals(prefix.epoch);
        for (int at = 0; at < numbers; at++) {
            same = same && numberAt(release, at).equals(numberAt(prefix.release, at));
        }
        return same;
    }

    private static BigInteger numberAt(List<BigInteger> numbers, int at) {
        return at < numbers.size() ? numbers.get(at) : BigInteger.ZERO;
    }

    @Override
    public int compareTo(Pep440 other) {
        int order = epoch.compareTo(other.epoch);
        for (int at = 0; order == 0 && at < Math.max(release.size(), other.release.size()); at++) {
            order = numberAt(release, at).compareTo(numberAt(other.release, at));
        }
        for (int at = 0; order == 0 && at < suffix.size(); at++) {
            order = suffix.get(at).compareTo(other.suffix.get(at));
        }
        return order == 0 ? compareLocal(other) : order;
    }

    private int compareLocal(Pep440 other) {
        String[] ours = local.split("\\.");
        String[] theirs = other.local.split("\\.");
        int order = 0;
        for (int at = 0; order == 0 && at < Math.min(ours.length, theirs.length); at++) {
            boolean number = ours[at].matches("\\d+");
            boolean otherNumber = theirs[at].matches("\\d+");
            order = number && otherNumber
                    ? new BigInteger(ours[at]).compareTo(new BigInteger(theirs[at]))
                    : number == otherNumber ? ours[at].compareTo(theirs[at]) : Boolean.compare(number, otherNumber);
        }
        return order == 0 ? Integer.compare(ours.length, theirs.length) : order;
    }
}
