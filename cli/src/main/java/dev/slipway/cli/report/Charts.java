package dev.slipway.cli.report;

import dev.slipway.cli.terminal.Figures;
import java.util.function.IntFunction;

/** The report's charts. Each is drawn twice, for a desktop and for a phone, because scaled text cannot be read. */
final class Charts {
    private static final int WIDE = 520;
    private static final int NARROW = 330;

    private Charts() {}

    static String of(Histogram histogram) {
        return both(width -> draw(histogram, width));
    }

    static String of(Scatter scatter) {
        return both(width -> draw(scatter, width));
    }

    private static String both(IntFunction<String> chart) {
        return chart.apply(WIDE) + chart.apply(NARROW);
    }

    private static String style(int width) {
        return width == WIDE ? "wide" : "narrow";
    }

    private static String draw(Histogram histogram, int width) {
        Canvas canvas = new Canvas(width, width * 3 / 4, style(width), "Distribution of " + histogram.field());
        Axis rows = Axis.around(0, histogram.tallest(), false);
        canvas.verticalAxis(rows, "rows");
        long[] bins = histogram.bins();
        for (int bin = 0; bin < bins.length; bin++) {
            if (bins[bin] > 0) {
                double left = bin / (double) bins.length;
                double right = (bin + 1) / (double) bins.length;
                String range = Figures.number(histogram.axis().value(left)) + " to "
                        + Figures.number(histogram.axis().value(right));
                canvas.bar(left, right, rows.share(bins[bin]), range + ": " + Figures.count(bins[bin]) + " rows");
            }
        }
        canvas.horizontalAxis(histogram.axis(), histogram.field());
        return canvas.end();
    }

    private static String draw(Scatter scatter, int width) {
        String description = "Forecast of " + scatter.field() + " against the actual";
        Canvas canvas = new Canvas(width, Canvas.square(width), style(width), description);
        Axis axis = scatter.axis();
        canvas.verticalAxis(axis, "forecast: " + scatter.field());
        scatter.points().forEach(point -> canvas.point(axis.share(point[0]), axis.share(point[1])));
        canvas.diagonal();
        canvas.horizontalAxis(axis, "actual: " + scatter.actual());
        return canvas.end();
    }
}
