package dev.slipway.infra;

import dev.slipway.releases.Region;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/** What may go wrong with an environment whichever model runs. */
final class EnvironmentAlarms extends Construct {
    private static final Duration OFTEN = Duration.minutes(5);
    private static final double NEARLY_ALL = 95;

    private final Site site;
    private final Alarms alarms;

    EnvironmentAlarms(Construct scope, String id, Site site, Storage storage, Alarms alarms) {
        super(scope, id);
        this.site = site;
        this.alarms = alarms;
        ceiling("AnalyticsCeiling", "analytics", storage.analytics());
        ceiling("ApplicationCeiling", "application", storage.application());
    }

    /** Lambda's own counts: a function out of memory or time tells nothing itself. */
    EnvironmentAlarms copies(HandlerFunction etl) {
        alarms.event(
                this, "CopyErrors", errors(etl), atLeast(), 1, text("a copy failed; it is tried again twice", "etl"));
        alarms.silence(
                this,
                "CopySilent",
                etl.live().metricInvocations(over(Duration.hours(12))),
                3,
                text("no copy was looked at for a day and a half, though one is due daily", "etl"));
        return this;
    }

    EnvironmentAlarms watch(HandlerFunction watch) {
        alarms.event(this, "WatchErrors", errors(watch), atLeast(), 1, text("the watch failed", "watch"));
        alarms.silence(
                this,
                "WatchSilent",
                watch.live().metricInvocations(over(Duration.hours(1))),
                3,
                text("nobody looked for overdue runs for three hours, so none would be told", "watch"));
        return this;
    }

    EnvironmentAlarms deadLetters(IQueue queue) {
        IMetric messages = queue.metricApproximateNumberOfMessagesVisible(
                MetricOptions.builder().statistic("Maximum").period(OFTEN).build());
        alarms.event(
                this,
                "DeadLetters",
                messages,
                atLeast(),
                1,
                inEnvironment(
                                "something could not be started, and a message in the dead-letter queue says what and why")
                        + " Queues: " + ConsoleLink.to(site.environment().region(), "sqs/v3", "/queues"));
        return this;
    }

    /** A quarter of an hour, as short peaks are what a serverless database is for; a paused one measures nothing. */
    private void ceiling(String id, String name, DatabaseEndpoint database) {
        database.cluster()
                .ifPresent(cluster -> alarms.state(
                        this,
                        id,
                        Metric.Builder.create()
                                .namespace("AWS/RDS")
                                .metricName("ACUUtilization")
                                .dimensionsMap(Map.of("DBClusterIdentifier", cluster))
                                .statistic("Average")
                                .period(OFTEN)
                                .build(),
                        NEARLY_ALL,
                        3,
                        inEnvironment("the " + name + " database has been at its largest size for a quarter of an hour;"
                                        + " its metrics in RDS tell what keeps it busy")
                                + " Databases: "
                                + ConsoleLink.to(site.environment().region(), "rds", "databases:")));
    }

    private static IMetric errors(HandlerFunction function) {
        return function.live().metricErrors(over(OFTEN));
    }

    private static MetricOptions over(Duration period) {
        return MetricOptions.builder().statistic("Sum").period(period).build();
    }

    private static ComparisonOperator atLeast() {
        return ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD;
    }

    private String text(String what, String function) {
        Region region = site.environment().region();
        String group = site.names().functionLog(function);
        return inEnvironment(what) + " Log: " + ConsoleLink.toLogGroup(region, group);
    }

    private String inEnvironment(String what) {
        return site.environment().name() + ": " + what + ".";
    }
}
