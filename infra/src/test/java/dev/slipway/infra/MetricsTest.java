package dev.slipway.infra;

import static dev.slipway.infra.Template.list;
import static dev.slipway.infra.Template.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.predictions.MetricEvent;
import dev.slipway.predictions.MetricName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An alarm on a metric that nobody writes never rings. */
class MetricsTest {
    private static final Pattern SEARCH = Pattern.compile("SEARCH\\('\\{(\\w+),([\\w,]+)} MetricName=\\\\+\"(\\w+)");

    private static final List<String> WRITTEN =
            Arrays.stream(MetricName.values()).map(MetricName::text).toList();

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "Staging", "Prod"})
    void shouldWatchMetricsThatRunsAndFunctionsWrite(String environment) {
        List<Map<String, Object>> alarms = alarms(environment);

        assertThat(alarms).isNotEmpty().allSatisfy(alarm -> {
            assertThat(WRITTEN).contains((String) alarm.get("MetricName"));
            assertThat(list(alarm.get("Dimensions")))
                    .extracting(dimension -> mapping(dimension).get("Name"))
                    .containsExactlyElementsOf(MetricEvent.DIMENSIONS);
        });
    }

    @Test
    void shouldDrawMetricsThatRunsAndFunctionsWrite() {
        List<MatchResult> searches =
                SEARCH.matcher(workload("Prod").text()).results().toList();

        assertThat(searches).hasSizeGreaterThan(5).allSatisfy(search -> {
            assertThat(search.group(1)).isEqualTo(MetricEvent.NAMESPACE);
            assertThat(search.group(2).split(",")).containsExactlyElementsOf(MetricEvent.DIMENSIONS);
            assertThat(WRITTEN).contains(search.group(3));
        });
    }

    /** What is written and shown nowhere costs by the month; it should be some use. */
    @Test
    void shouldShowOrWatchWhatIsWritten() {
        TreeSet<String> used = new TreeSet<>();
        SEARCH.matcher(workload("Prod").text()).results().forEach(search -> used.add(search.group(3)));
        alarms("Prod").forEach(alarm -> used.add((String) alarm.get("MetricName")));

        assertThat(WRITTEN)
                .filteredOn(name -> !used.contains(name))
                .as("looked up by people who look for a reason")
                .containsExactlyInAnyOrder("Failed", "RowsRead", "Rejects", "CopyErrors");
    }

    private static Template workload(String environment) {
        return Assembly.repository().template(environment + "-Workload");
    }

    private static List<Map<String, Object>> alarms(String environment) {
        return workload(environment).all("AWS::CloudWatch::Alarm").values().stream()
                .map(Template::properties)
                .filter(alarm -> MetricEvent.NAMESPACE.equals(alarm.get("Namespace")))
                .toList();
    }
}
