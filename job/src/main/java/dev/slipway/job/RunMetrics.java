package dev.slipway.job;

import dev.slipway.predictions.MetricEvent;
import dev.slipway.predictions.MetricName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;

/**
 * The figures of a run that has ended, well or badly, as one event in CloudWatch Logs, in a stream named by the run.
 * Metrics leave the job through the logs endpoint, so that a job in a closed network needs no other.
 */
record RunMetrics(MetricsTarget target, RunFacts facts, String model) {
    /** A run waits no longer for its figures to be taken. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    void send() {
        Instant now = Instant.now();
        String message = event(now).toJson();
        String stream = facts.text("runId");
        try (CloudWatchLogsClient logs = CloudWatchLogsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(every -> every.apiCallTimeout(PATIENCE))
                .build()) {
            try {
                logs.createLogStream(
                        create -> create.logGroupName(target.logGroup()).logStreamName(stream));
            } catch (ResourceAlreadyExistsException again) {
                // An earlier attempt at the same run.
            }
            logs.putLogEvents(put -> put.logGroupName(target.logGroup())
                    .logStreamName(stream)
                    .logEvents(List.of(InputLogEvent.builder()
                            .timestamp(now.toEpochMilli())
                            .message(message)
                            .build())));
        }
    }

    MetricEvent event(Instant now) {
        boolean failed = facts.number("exitCode") != 0;
        MetricEvent event = new MetricEvent(now, target.environment(), model)
                .put(MetricName.SUCCEEDED, failed ? 0 : 1)
                .put(MetricName.FAILED, failed ? 1 : 0)
                .put(MetricName.HELD, "held".equals(facts.text("state")) ? 1 : 0);
        double seconds =
                Duration.between(Instant.parse(facts.text("started")), now).toMillis() / 1000.0;
        event.put(MetricName.DURATION, seconds);
        if (target.rate() != null) {
            event.put(MetricName.ESTIMATED_COST, seconds / 60 * target.rate());
        }
        rows(event);
        return event.property("runId", facts.text("runId"))
                .property("version", facts.text("version"))
                .property("step", facts.text("step"))
                .property("exitCode", facts.number("exitCode"))
                .property("reason", facts.text("reason"));
    }

    /** Those that became known: a run that failed early has read nothing, which is not the same as nothing there. */
    private void rows(MetricEvent event) {
        if (facts.has("rowsPublished")) {
            event.put(MetricName.ROWS, facts.number("rowsPublished"));
        }
        if (facts.has("rowsRead")) {
            double read = facts.number("rowsRead");
            double rejected = facts.number("rowsRejected");
            event.put(MetricName.ROWS_READ, read)
                    .put(MetricName.REJECTS, rejected)
                    .put(MetricName.REJECT_SHARE, read == 0 ? 0 : rejected / read);
        }
    }
}
