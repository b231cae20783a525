package dev.slipway.cli.report;

import dev.slipway.cli.terminal.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The report as one HTML file: style and charts inside, no script, nothing fetched. It is well-formed XML too, so that
 * a test can read it strictly.
 */
public final class ReportPage {
    private final ReportData data;
    private final StringBuilder page = new StringBuilder(1 << 16);

    private ReportPage(ReportData data) {
        this.data = data;
    }

    public static String of(ReportData data) {
        return new ReportPage(data).render();
    }

    private String render() {
        head();
        counts();
        section("Metrics", metrics());
        half("Distribution of the predictions", distributions());
        half("Forecast against actual", comparison());
        section("Rejected rows", rejects());
        section("What the application sees", preview());
        half("The run", facts(data.facts()));
        half("Lineage", facts(data.lineage()) + manifest());
        section("Steps", steps());
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private void head() {
        String title = Html.escape(data.model() + " " + data.version());
        page.append("""
                        <!DOCTYPE html>
                        <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
                        <head>
                        <meta charset="utf-8"/>
                        <meta name="viewport" content="width=device-width, initial-scale=1"/>
                        <meta name="color-scheme" content="light dark"/>
                        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
                        """)
                .append("<title>Rehearsal of ")
                .append(title)
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<main>\n<header>\n<p class=\"over\">Rehearsal</p>\n<h1>")
                .append(title)
                .append(data.synthetic() ? " <span class=\"badge\">synthetic data</span>" : "")
                .append("</h1>\n");
        paragraph("", data.description());
        data.notices().forEach(notice -> paragraph("notice", notice));
        page.append("</header>\n");
    }

    private void counts() {
        page.append("<dl class=\"counts\">\n");
        data.counts().forEach(count -> page.append("<div><dt>")
                .append(Html.escape(count.name()))
                .append("</dt><dd>")
                .append(Html.escape(count.value()))
                .append("</dd></div>\n"));
        page.append("</dl>\n");
    }

    private String metrics() {
        if (data.metrics().isEmpty()) {
            return note("The model names no metrics.");
        }
        boolean backtest = data.metrics().stream().anyMatch(metric -> metric.run() != null);
        HtmlTable table = new HtmlTable(
                backtest
                        ? List.of("Metric", ">Golden set", "Threshold", "Verdict", ">This run")
                        : List.of("Metric", ">Golden set", "Threshold", "Verdict"));
        for (Measured metric : data.metrics()) {
            List<String> cells = new ArrayList<>(List.of(
                    metric.threshold().metric() + " of " + metric.threshold().field(),
                    number(metric.golden()),
                    bounds(metric),
                    metric.passed() ? "pass" : "FAIL"));
            if (backtest) {
                cells.add(number(metric.run()));
            }
            table.row(metric.passed() ? "pass" : "fail", cells);
        }
        return table.html() + (backtest && data.synthetic() ? note("“This run” was measured on synthetic data.") : "");
    }

    private static String bounds(Measured metric) {
        Double min = metric.threshold().min();
        Double max = metric.threshold().max();
        String low = min == null ? "" : "≥ " + Figures.number(min);
        String high = max == null ? "" : "≤ " + Figures.number(max);
        return low + (min != null && max != null ? ", " : "") + high;
    }

    private String distributions() {
        StringBuilder html = new StringBuilder("<div class=\"charts\">\n");
        for (Histogram histogram : data.findings().histograms()) {
            String caption = Figures.count(histogram.rows()) + (data.synthetic() ? " synthetic rows" : " rows")
                    + ": min " + Figures.number(histogram.min()) + ", median " + Figures.number(histogram.middle())
                    + ", mean " + Figures.number(histogram.mean()) + ", max " + Figures.number(histogram.max())
                    + (histogram.atEdge() == 0
                            ? ""
                            : "; not above 0: " + Figures.count(histogram.atEdge()) + ", in the first bar");
            html.append(figure(Charts.of(histogram), caption));
        }
        for (Categories categories : data.findings().categories()) {
            HtmlTable table = new HtmlTable(List.of(categories.field(), ">Rows"));
            categories.values().forEach(share -> table.row("", List.of(share.value(), Figures.count(share.rows()))));
            if (categories.others() > 0) {
                table.row("", List.of("(others)", Figures.count(categories.others())));
            }
            html.append(table.html());
        }
        boolean nothing = data.findings().histograms().isEmpty()
                && data.findings().categories().isEmpty();
        return nothing
                ? note("Nothing was predicted.")
                : html.append("</div>\n").toString();
    }

    private String comparison() {
        Scatter scatter = data.findings().scatter();
        if (scatter == null) {
            return note(data.findings().noScatter());
        }
        int shown = scatter.points().size();
        String rows = Figures.count(scatter.rows()) + (data.synthetic() ? " synthetic rows" : " rows");
        return figure(
                Charts.of(scatter),
                (shown < scatter.rows() ? "A random sample of " + Figures.count(shown) + " of " + rows : rows)
                        + " that have an actual. On the dashed line the forecast was right, above it too high.");
    }

    private String rejects() {
        if (data.findings().rejects().isEmpty()) {
            return note("No row was rejected.");
        }
        HtmlTable table = new HtmlTable(List.of("Code", "Field", ">Rows", "Examples"), "stack");
        for (RejectGroup group : data.findings().rejects()) {
            String examples = group.examples().stream()
                    .map(example -> example.file() + ":" + example.line() + " " + example.reason())
                    .collect(Collectors.joining("\n"));
            table.row("", List.of(group.code(), group.field(), Figures.count(group.rows()), examples));
        }
        return table.html();
    }

    private String preview() {
        Preview preview = data.preview();
        if (preview == null || preview.rows().isEmpty()) {
            return note("Nothing yet: the run did not become current.");
        }
        HtmlTable table = new HtmlTable(preview.columns(), "cells");
        preview.rows().forEach(row -> table.row("", row));
        return note("The first rows of " + preview.table() + ", read as slipway_app.") + table.html();
    }

    private String steps() {
        HtmlTable table = new HtmlTable(List.of("Step", "What it did", ">Rows", ">Seconds", ">Rows/s"));
        for (Step step : data.steps()) {
            boolean rows = step.rows() != null;
            table.row(
                    "",
                    List.of(
                            step.name(),
                            step.did(),
                            rows ? Figures.count(step.rows()) : "",
                            Figures.seconds(step.seconds()),
                            rows ? Figures.rate(step.rows(), step.seconds()) : ""));
        }
        return table.html();
    }

    private String manifest() {
        return "<details>\n<summary>Manifest</summary>\n<pre>" + Html.escape(data.manifest()) + "</pre>\n</details>\n";
    }

    private static String facts(List<Fact> facts) {
        return facts.stream()
                .map(fact -> "<div><dt>" + Html.escape(fact.name()) + "</dt><dd>" + Html.escape(fact.value())
                        + "</dd></div>\n")
                .collect(Collectors.joining("", "<dl class=\"facts\">\n", "</dl>\n"));
    }

    private static String figure(String charts, String caption) {
        return "<figure>\n" + charts + "<figcaption>" + Html.escape(caption) + "</figcaption>\n</figure>\n";
    }

    private static String number(Double value) {
        return value == null ? "–" : Figures.number(value);
    }

    private static String note(String text) {
        return "<p class=\"note\">" + Html.escape(text) + "</p>\n";
    }

    /** Beside another half where the page is wide enough. */
    private void half(String title, String html) {
        page.append("<section class=\"half\">\n<h2>").append(title).append("</h2>\n");
        page.append(html).append("</section>\n");
    }

    private void section(String title, String html) {
        page.append("<section>\n<h2>")
                .append(title)
                .append("</h2>\n")
                .append(html)
                .append("</section>\n");
    }

    private void paragraph(String style, String text) {
        if (!text.isBlank()) {
            page.append(style.isEmpty() ? "<p>" : "<p class=\"" + style + "\">")
                    .append(Html.escape(text))
                    .append("</p>\n");
        }
    }

    private static String style() {
        try (InputStream stream = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
