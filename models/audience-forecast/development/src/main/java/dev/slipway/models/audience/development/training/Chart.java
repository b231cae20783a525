package dev.slipway.models.audience.development.training;

import dev.slipway.models.audience.Feature;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The test window as a picture: all channels' 20:00 programmes together, day by day, forecast against actual. */
public final class Chart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 260;
    private static final int LEFT = 44;
    private static final int TOP = 40;
    private static final int BOTTOM = 226;
    private static final int PRIME = 40;

    private Chart() {}

    /** An SVG image without a script or a font of its own. */
    public static String svg(Evaluation evaluation) {
        Map<Long, double[]> days = new TreeMap<>();
        for (Evaluation.Forecast forecast : evaluation.forecasts()) {
            if (forecast.sample().feature(Feature.SLOT) == PRIME) {
                double[] sums = days.computeIfAbsent(forecast.sample().day(), ignored -> new double[2]);
                sums[0] += forecast.sample().actual();
                sums[1] += forecast.forecast();
            }
        }
        List<double[]> sums = new ArrayList<>(days.values());
        double most = sums.stream().mapToDouble(s -> Math.max(s[0], s[1])).max().orElse(1);
        int top = (int) Math.ceil(most / 5) * 5;
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + ' '
                + HEIGHT + "\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#444\">\n");
        svg.append("<title>Audience at 20:00 in the last eight weeks, forecast against actual</title>\n");
        svg.append("<rect width=\"").append(WIDTH).append("\" height=\"").append(HEIGHT);
        svg.append("\" rx=\"8\" fill=\"#fff\"/>\n");
        svg.append("<text x=\"44\" y=\"22\">Viewers at 20:00, all channels, millions (synthetic)</text>\n");
        svg.append("<text x=\"600\" y=\"22\" fill=\"#8a8f98\">actual</text>\n");
        svg.append("<text x=\"660\" y=\"22\" fill=\"#c2410c\">forecast</text>\n");
        for (int millions = 0; millions <= top; millions += 5) {
            String y = y(millions, top);
            svg.append("<path d=\"M").append(LEFT).append(' ').append(y).append("H748\" stroke=\"#e5e7eb\"/>");
            svg.append("<text x=\"36\" y=\"").append(y).append("\" text-anchor=\"end\" dy=\"4\">");
            svg.append(millions).append("</text>\n");
        }
        line(svg, sums, 0, top, "#8a8f98");
        line(svg, sums, 1, top, "#c2410c");
        weeks(svg, new ArrayList<>(days.keySet()));
        return svg.append("</svg>\n").toString();
    }

    private static void line(StringBuilder svg, List<double[]> sums, int which, int top, String colour) {
        svg.append("<path fill=\"none\" stroke=\"").append(colour).append("\" stroke-width=\"2\" d=\"");
        for (int i = 0; i < sums.size(); i++) {
            svg.append(i == 0 ? 'M' : 'L').append(x(i, sums.size())).append(' ');
            svg.append(y(sums.get(i)[which], top));
        }
        svg.append("\"/>\n");
    }

    private static void weeks(StringBuilder svg, List<Long> days) {
        for (int i = 0; i < days.size(); i += 14) {
            svg.append("<text x=\"").append(x(i, days.size())).append("\" y=\"246\">");
            svg.append(LocalDate.ofEpochDay(days.get(i))).append("</text>\n");
        }
    }

    private static String x(int i, int count) {
        return Decimal.of(LEFT + 704.0 * i / Math.max(1, count - 1), 1).toString();
    }

    private static String y(double millions, int top) {
        return Decimal.of(BOTTOM - (BOTTOM - TOP) * millions / top, 1).toString();
    }
}
