package dev.slipway.releases;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine that a run gets.
 *
 * @param timeout from 5 minutes to 36 hours, the range of a CodeBuild build
 */
public record Compute(ComputeSize size, Duration timeout) {
    private static final Pattern TIMEOUT = Pattern.compile("([1-9]\\d{0,3})([mh])");
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(36);

    static Duration timeout(String text) {
        Matcher matcher = TIMEOUT.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            Duration timeout = matcher.group(2).equals("h") ? Duration.ofHours(amount) : Duration.ofMinutes(amount);
            if (timeout.compareTo(SHORTEST) >= 0 && timeout.compareTo(LONGEST) <= 0) {
                return timeout;
            }
        }
        throw new IllegalArgumentException("expected minutes or hours from 5m to 36h such as 2h, got \"" + text + '"');
    }
}
