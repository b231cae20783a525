package dev.slipway.releases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Writes a valid environment file as some person or program might: block or flow style, any quotes, comments that look
 * like versions, blank lines, keys in any order, CRLF, a byte order mark.
 */
final class WrittenEnvironment {
    private final Random random;
    private final String end;

    WrittenEnvironment(long seed) {
        this.random = new Random(seed);
        this.end = random.nextInt(3) == 0 ? "\r\n" : "\n";
    }

    String text(List<String> models) {
        List<String> parts = new ArrayList<>(List.of(
                key("account") + quoted("222222222222"),
                key("region") + any("eu-central-1"),
                key("protect") + "true",
                key("network") + "{egress: endpoints}",
                key("application") + (random.nextBoolean() ? "{create: true}" : end + "  create: true"),
                key("notify") + "[" + any("ml@example.com") + "]",
                models(models)));
        Collections.shuffle(parts, random);
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
        text.append(random.nextInt(4) == 0 ? "# 🐢 naïve version: 9.9.9" + end : "");
        for (String part : parts) {
            text.append(part).append(comment()).append(end);
            text.append(random.nextInt(4) == 0 ? end : "");
        }
        return text.toString();
    }

    private String models(List<String> names) {
        boolean flow = random.nextInt(3) == 0;
        List<String> models = new ArrayList<>();
        String indent = " ".repeat(1 + random.nextInt(4));
        for (String name : names) {
            models.add(
                    flow || random.nextInt(3) == 0
                            ? (flow ? "" : indent) + any(name) + ": {" + String.join(", ", release()) + "}"
                            : indent + any(name) + ":" + comment() + end + block(indent + "  "));
        }
        return key("models")
                + (flow ? "{" + String.join("," + end + "  ", models) + "}" : end + String.join(end, models));
    }

    private String block(String indent) {
        StringBuilder block = new StringBuilder();
        for (String line : release()) {
            block.append(block.length() == 0 ? "" : end)
                    .append(random.nextInt(5) == 0 ? indent + "# version: 1.0.0" + end : "")
                    .append(indent)
                    .append(line)
                    .append(comment());
        }
        return block.toString();
    }

    private List<String> release() {
        List<String> keys = new ArrayList<>(List.of(
                key("version")
                        + any(random.nextInt(3) + "." + random.nextInt(20) + "." + random.nextInt(3)
                                + (random.nextInt(4) == 0 ? "-rc." + random.nextInt(9) : "")),
                key("input") + any("s3://feeds/programmes/{asOf}/").replaceFirst("^s3(.*)$", "\"s3$1\""),
                key("compute") + "{size: medium, timeout: 2h}",
                key("variables") + "{version: \"1.0.0\"}",
                key("limits") + "{rejects: 1%, minRows: 1000}",
                key("keep") + (2 + random.nextInt(100))));
        Collections.shuffle(keys, random);
        return keys;
    }

    private String key(String name) {
        return any(name) + ":" + " ".repeat(1 + random.nextInt(3));
    }

    private String any(String text) {
        return random.nextBoolean() ? text : quoted(text);
    }

    private String quoted(String text) {
        return random.nextBoolean() ? '"' + text + '"' : "'" + text + "'";
    }

    private String comment() {
        return random.nextInt(4) == 0 ? "  # version: 1.0.0, 🐢 since Monday" : "";
    }
}
