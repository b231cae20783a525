package dev.slipway.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.CfnDashboard;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.GraphWidgetView;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.constructs.Construct;

/** One page per environment. Its graphs search for their models, so that it is the same page for one and for thirty. */
final class EnvironmentDashboard extends Construct {
    private static final int HALF = 12;
    private static final int WHOLE = 24;

    /** CloudWatch's own limit for one widget. */
    private static final int MOST_ALARMS = 100;

    private final String environment;

    EnvironmentDashboard(Construct scope, String id, Site site, List<IAlarm> alarms) {
        super(scope, id);
        environment = site.environment().name();
        Dashboard page = Dashboard.Builder.create(this, "Dashboard")
                .dashboardName(site.names().dashboard())
                .defaultInterval(Duration.days(14))
                .widgets(List.of(
                        states(alarms),
                        List.of(bars("Runs that succeeded", "Succeeded"), bars("Runs that failed", "EndedBadly")),
                        List.of(lines("Rows", "Rows", "Maximum"), lines("Rejected share", "RejectShare", "Maximum")),
                        List.of(
                                lines("Duration in seconds", "DurationSeconds", "Maximum"),
                                bars("Estimated cost in USD", "EstimatedCost")),
                        List.of(bars("Held runs", "Held"), bars("Rows copied to the application", "CopyRows"))))
                .build();
        // CloudFormation's published schema of dashboards knows no tags yet, so linters refuse them.
        ((CfnDashboard) page.getNode().getDefaultChild()).addPropertyDeletionOverride("Tags");
    }

    private static List<IWidget> states(List<IAlarm> alarms) {
        List<IWidget> widgets = new ArrayList<>();
        for (int from = 0; from < alarms.size(); from += MOST_ALARMS) {
            widgets.add(AlarmStatusWidget.Builder.create()
                    .title("Alarms")
                    .alarms(alarms.subList(from, Math.min(from + MOST_ALARMS, alarms.size())))
                    .width(WHOLE)
                    .build());
        }
        return widgets;
    }

    private IWidget bars(String title, String metric) {
        return widget(title, search(metric, "Sum")).stacked(true).build();
    }

    private IWidget lines(String title, String metric, String statistic) {
        return widget(title, search(metric, statistic)).build();
    }

    private static GraphWidget.Builder widget(String title, IMetric metric) {
        return GraphWidget.Builder.create()
                .title(title)
                .view(GraphWidgetView.TIME_SERIES)
                .left(List.of(metric))
                .period(Duration.days(1))
                .width(HALF);
    }

    private IMetric search(String metric, String statistic) {
        return MathExpression.Builder.create()
                .expression("SEARCH('{" + Figures.NAMESPACE + ",Environment,Model} MetricName=\"" + metric
                        + "\" Environment=\"" + environment + "\"', '" + statistic + "', 86400)")
                .label("")
                .usingMetrics(Map.of())
                .period(Duration.days(1))
                .build();
    }
}
