package dev.slipway.cli.rehearsal;

import dev.slipway.inference.ModelName;
import dev.slipway.releases.Names;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The event that EventBridge sends when a CodeBuild build has ended. */
final class BuildEvent {
    private BuildEvent() {}

    /** As it arrives at the ETL Lambda after the build of a model succeeded. */
    static Map<String, Object> succeeded(Settings settings, String model, String runId, Instant started) {
        String project = new Names(settings.environment()).project(new ModelName(model));
        String build =
                "arn:aws:codebuild:" + settings.region() + ":" + settings.account() + ":build/" + project + ":" + runId;
        return Map.of(
                "version", "0",
                "id", UUID.randomUUID().toString(),
                "detail-type", "CodeBuild Build State Change",
                "source", "aws.codebuild",
                "account", settings.account(),
                "time", Instant.now().toString(),
                "region", settings.region(),
                "resources", List.of(build),
                "detail",
                        Map.of(
                                "build-status", "SUCCEEDED",
                                "project-name", project,
                                "build-id", build,
                                "current-phase", "COMPLETED",
                                "current-phase-context", "[]",
                                "version", "1",
                                "additional-information",
                                        Map.of(
                                                "build-complete",
                                                true,
                                                "initiator",
                                                "slipway rehearse",
                                                "build-start-time",
                                                started.toString())));
    }
}
