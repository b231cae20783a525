package dev.slipway.infra;

import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Log groups and dashboards. */
final class TelemetryReader implements ServiceReader {
    private final CloudWatchClient metrics;
    private final CloudWatchLogsClient logs;

    TelemetryReader(Endpoint endpoint) {
        metrics = endpoint.client(CloudWatchClient.builder());
        logs = endpoint.client(CloudWatchLogsClient.builder());
    }

    @Override
    public Map<String, Object> read(String type, String id, Map<String, Object> properties) {
        return switch (type) {
            case "AWS::Logs::LogGroup" -> logGroup(id);
            case "AWS::CloudWatch::Dashboard" -> dashboard((String) properties.get("DashboardName"));
            default -> null;
        };
    }

    private Map<String, Object> logGroup(String id) {
        return logs.describeLogGroups(ask -> ask.logGroupNamePrefix(id)).logGroups().stream()
                .filter(group -> group.logGroupName().equals(id))
                .map(group -> Map.<String, Object>of("RetentionInDays", group.retentionInDays()))
                .findFirst()
                .orElse(Map.of("RetentionInDays", "there is no " + id));
    }

    private Map<String, Object> dashboard(String name) {
        var dashboard = metrics.getDashboard(ask -> ask.dashboardName(name));
        return Map.of("DashboardName", dashboard.dashboardName(), "DashboardBody", dashboard.dashboardBody());
    }
}
