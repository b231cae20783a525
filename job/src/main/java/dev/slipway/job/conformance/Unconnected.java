package dev.slipway.job.conformance;

import dev.slipway.job.runtime.ImageEnd;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What programs say when they miss a network. The check never gives an image one, so that nothing can leave; what the
 * image itself says is the evidence.
 */
final class Unconnected {
    private static final Pattern WORDS = Pattern.compile(
            "network (is )?(un|not )reachable|enetunreach|no route to host|unknown ?host|name or service not known"
                    + "|nodename nor servname|name resolution|(could not|cannot|failed to) resolve|getaddrinfo|eai_again"
                    + "|bad address|connection (refused|timed out)|connect timed out|no such host",
            Pattern.CASE_INSENSITIVE);

    private Unconnected() {}

    /** Whether the image ended because it has no network, as far as it tells. */
    static boolean is(ImageEnd end) {
        return end.status() != 0 && said(end.lastLines());
    }

    private static boolean said(List<String> lines) {
        return lines.stream().anyMatch(line -> WORDS.matcher(line).find());
    }
}
