package dev.slipway.job;

import dev.slipway.predictions.MetricEvent;
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
                .count("Succeeded", failed ? 0 : 1)
                .count("Failed", failed ? 1 : 0)
                .count("Held", "held".equals(facts.text("state")) ? 1 : 0);
        double seconds =
                Duration.between(Instant.parse(facts.text("started")), now).toMillis() / 1000.0;
        event.seconds("DurationSeconds", seconds);
        if (target.rate() != null) {
            event.plain("EstimatedCost", seconds / 60 * target.rate());
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
            event.count("Rows", facts.number("rowsPublished"));
        }
        if (facts.has("rowsRead")) {
            double read = facts.number("rowsRead");
            double rejected = facts.number("rowsRejected");
            event.count("RowsRead", read)
                    .count("Rejects", rejected)
                    .plain("RejectShare", read == 0 ? 0 : rejected / read);
        }
    }
}
