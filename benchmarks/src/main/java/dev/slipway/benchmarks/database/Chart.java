package dev.slipway.benchmarks.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The same results as a drawing: a bar for each step, and what was reached. */
final class Chart {
    private static final int WIDTH = 920;
    private static final int LEFT = 300;
    private static final int LONGEST = 440;
    private static final int LINE = 22;

    private final StringBuilder body = new StringBuilder();
    private int y = LINE;

    void bars(String title, Map<String, Double> seconds) {
        y += LINE;
        text(10, title + " (seconds, median)", "font-weight=\"bold\"");
        double longest =
                seconds.values().stream().mapToDouble(value -> value).max().orElse(1);
        seconds.forEach((step, value) -> {
            text(LEFT - 10, step, "text-anchor=\"end\"");
            double width = Math.max(1, LONGEST * value / longest);
            append("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\" fill=\"#4878a8\"/>", LEFT, y - 12, width);
            y -= LINE;
            text(LEFT + 6 + (int) width, String.format(Locale.ROOT, "%.3f", value), "");
        });
    }

    void figure(String what, double value, boolean atMost, double target, String unit) {
        boolean reached = atMost ? value <= target : value >= target;
        String text = String.format(
                Locale.ROOT,
                "%s %s: %.2f%s (%s %s)",
                reached ? "✓" : "✗",
                what,
                value,
                unit,
                atMost ? "at most" : "at least",
                target);
        text(LEFT, text, reached ? "fill=\"#2a7a2a\"" : "fill=\"#b02020\"");
    }

    /** Writes what was drawn. */
    void write(Path file) throws IOException {
        Files.writeString(file, String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="white"/>
                %s</svg>
                """, WIDTH, y + LINE, body));
    }

    private void text(int x, String text, String attributes) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;");
        append("<text x=\"%d\" y=\"%d\" %s>%s</text>", x, y, attributes, safe);
        y += LINE;
    }

    private void append(String form, Object... values) {
        body.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
