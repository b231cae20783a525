package dev.slipway.infra;

import dev.slipway.releases.Region;

/** Addresses in AWS's console, for people. */
final class ConsoleLink {
    private ConsoleLink() {}

    static String toLogGroup(Region region, String group) {
        // The console's own way to write a slash.
        return to(region, "cloudwatch", "logsV2:log-groups/log-group/" + group.replace("/", "$252F"));
    }

    static String to(Region region, String service, String page) {
        return "https://" + region + ".console.aws.amazon.com/" + service + "/home?region=" + region + "#" + page;
    }
}
