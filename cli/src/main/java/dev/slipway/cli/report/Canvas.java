package dev.slipway.cli.report;

import java.util.Locale;

/** Draws a chart as SVG: the frame with its axes, and marks inside it. Colours are classes of the page's style. */
final class Canvas {
    /** Room for the labels of the axes. */
    private static final int LEFT = 58;

    private static final int RIGHT = 14;
    private static final int TOP = 12;
    private static final int BOTTOM = 46;

    private final int width;
    private final int height;
    private final StringBuilder svg = new StringBuilder();

    /** @param width in CSS pixels, as wide as it will be shown, so that text keeps its size */
    Canvas(int width, int height, String style, String description) {
        this.width = width;
        this.height = height;
        add(
                "<svg class=\"chart %s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                style, width, height, Html.escape(description));
    }

    void horizontalAxis(Axis axis, String title) {
        int bottom = height - BOTTOM;
        for (double tick : axis.ticks(width < 400 ? 4 : 6)) {
            double x = x(axis.share(tick));
            add("<line class=\"tick\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, bottom, x, bottom + 5);
            add("<text class=\"label middle\" x=\"%.1f\" y=\"%d\">%s</text>", x, bottom + 18, Axis.label(tick));
        }
        add("<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, bottom, width - RIGHT, bottom);
        add(
                "<text class=\"title middle\" x=\"%.1f\" y=\"%d\">%s</text>",
                x(0.5), height - 8, Html.escape(title + (axis.logarithmic() ? " (log scale)" : "")));
    }

    void verticalAxis(Axis axis, String title) {
        for (double tick : axis.ticks(5)) {
            double y = y(axis.share(tick));
            add("<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, y, width - RIGHT, y);
            add("<text class=\"label end\" x=\"%d\" y=\"%.1f\">%s</text>", LEFT - 6, y + 4, Axis.label(tick));
        }
        add(
                "<text class=\"title middle\" transform=\"translate(12 %.1f) rotate(-90)\">%s</text>",
                y(0.5), Html.escape(title));
    }

    /** The height that makes the frame of a width a square. */
    static int square(int width) {
        return width - LEFT - RIGHT + TOP + BOTTOM;
    }

    /** A bar from the horizontal axis upwards; all four in shares of the frame. */
    void bar(double left, double right, double top, String tooltip) {
        double x = x(left) + 0.5;
        double bottom = height - BOTTOM;
        // A bin with a single row among a million is still there: at least one pixel.
        double y = Math.min(y(top), bottom - 1);
        add(
                "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>",
                x, y, Math.max(1, x(right) - 0.5 - x), bottom - y, Html.escape(tooltip));
    }

    void point(double across, double up) {
        add("<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.2\"/>", x(across), y(up));
    }

    void diagonal() {
        add("<line class=\"diagonal\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x(0), y(0), x(1), y(1));
    }

    String end() {
        return svg.append("</svg>\n").toString();
    }

    private double x(double share) {
        return LEFT + share * (width - LEFT - RIGHT);
    }

    private double y(double share) {
        return height - BOTTOM - share * (height - TOP - BOTTOM);
    }

    private void add(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
