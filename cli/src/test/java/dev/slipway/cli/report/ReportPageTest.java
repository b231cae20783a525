package dev.slipway.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.Threshold;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPageTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)> & \"quotes' \u0000\u001b[2J\u202Egnp.exe ]]> ￾";

    @Test
    void shouldBeWellFormedWhateverTheDataHolds() throws Exception {
        Document page = parse(ReportPage.of(report(HOSTILE, true)));

        assertThat(page.getElementsByTagName("img").getLength()).isZero();
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
                .startsWith("<img src=x onerror=alert(1)> & \"quotes' ��[2J�gnp.exe ]]> �");
    }

    @Test
    void shouldFetchNothingAndRunNothing() throws Exception {
        String html = ReportPage.of(report("calm", true));

        NodeList all = parse(html).getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            var attributes = all.item(i).getAttributes();
            assertThat(all.item(i).getNodeName()).isNotIn("script", "link", "img", "iframe", "object", "image", "use");
            assertThat(attributes.getNamedItem("src")).isNull();
            assertThat(attributes.getNamedItem("href")).isNull();
        }
        assertThat(html).doesNotContain("url(", "@import").contains("default-src 'none'");
        assertThat(html.replace("http://www.w3.org/1999/xhtml", "")).doesNotContain("http://", "https://", "//");
    }

    @Test
    void shouldCallGeneratedDataSynthetic() {
        assertThat(ReportPage.of(report("calm", true)))
                .contains("<span class=\"badge\">synthetic data</span>", "1,000 synthetic rows");
        assertThat(ReportPage.of(report("calm", false))).doesNotContain("synthetic");
    }

    @Test
    void shouldTellAMetricThatBrokeItsThreshold() throws Exception {
        String text =
                parse(ReportPage.of(report("calm", false))).getDocumentElement().getTextContent();

        assertThat(text).contains("rmse of viewers0.4≤ 0.45pass0.6").contains("r2 of viewers0.7≥ 0.85FAIL–");
    }

    @Test
    void shouldDrawEachChartForADesktopAndForAPhone() throws Exception {
        NodeList charts = parse(ReportPage.of(report("calm", false))).getElementsByTagName("svg");

        List<String> classes = new ArrayList<>();
        for (int i = 0; i < charts.getLength(); i++) {
            classes.add(charts.item(i).getAttributes().getNamedItem("class").getNodeValue());
        }
        assertThat(classes).containsExactly("chart wide", "chart narrow", "chart wide", "chart narrow");
    }

    private static ReportData report(String text, boolean synthetic) {
        Column column = new Column(text);
        Random random = new Random(1);
        List<double[]> points = new ArrayList<>();
        for (int row = 0; row < 1_000; row++) {
            double value = Math.exp(random.nextGaussian());
            column.add(value);
            points.add(new double[] {value, value * 1.1});
        }
        Histogram.Counter counter = new Histogram.Counter(column.axis());
        points.forEach(point -> counter.add(point[0]));
        Findings findings = new Findings(
                List.of(counter.toHistogram(column)),
                List.of(new Categories(text, List.of(new Categories.Share(text, 3)), 1)),
                new Scatter(text, text, points, 1_000),
                "",
                List.of(new RejectGroup(text, text, 2, List.of(new RejectGroup.Example(text, "7", text)))),
                2);
        return new ReportData(
                text,
                "1.0.0",
                text,
                synthetic,
                List.of(text),
                List.of(new Fact("rows read", "1,002")),
                List.of(new Fact(text, text)),
                List.of(
                        new Measured(new Threshold("rmse", "viewers", null, 0.45), 0.4, 0.6),
                        new Measured(new Threshold("r2", "viewers", 0.85, null), 0.7, null)),
                findings,
                new Preview("predictions." + text, List.of(text), List.of(Arrays.asList((String) null))),
                List.of(new Fact(text, text)),
                "{\"name\": \"" + text + "\"}",
                List.of(new Step(text, text, 1_000L, 0.5)));
    }

    private static Document parse(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }
}
