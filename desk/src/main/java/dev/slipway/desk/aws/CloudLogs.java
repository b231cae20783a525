package dev.slipway.desk.aws;

import dev.slipway.desk.RunLogs;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Names;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** CloudWatch's log of a build: a stream of the model's group, named by the run's id. */
record CloudLogs(CloudWatchLogsClient logs, Service service, Names names) implements RunLogs {
    @Override
    public Page read(ModelName model, String runId, String from) {
        try {
            GetLogEventsResponse page = service.ask(
                    "for the log of run " + runId,
                    () -> logs.getLogEvents(get -> get.logGroupName(names.runLog(model))
                            .logStreamName(runId)
                            .startFromHead(true)
                            .nextToken(from)));
            List<Line> lines = page.events().stream()
                    .map(event -> new Line(
                            Instant.ofEpochMilli(event.timestamp()),
                            event.message().replaceFirst("\\R+$", "")))
                    .toList();
            return new Page(lines, page.nextForwardToken());
        } catch (InferenceException failed) {
            // A build that has not come as far as its first line has no stream yet.
            if (failed.getCause() instanceof ResourceNotFoundException) {
                return new Page(List.of(), from);
            }
            throw failed;
        }
    }
}
