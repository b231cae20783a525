package dev.slipway.desk.aws;

import dev.slipway.desk.Build;
import dev.slipway.desk.Build.Phase;
import dev.slipway.desk.Build.Status;
import dev.slipway.inference.ModelName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.PhaseContext;

/** A build of CodeBuild in the desk's words. */
final class Builds {
    private Builds() {}

    static Build build(ModelName model, software.amazon.awssdk.services.codebuild.model.Build build) {
        return new Build(
                model,
                build.id().substring(build.id().lastIndexOf(':') + 1),
                version(build),
                Status.valueOf(build.buildStatusAsString()),
                build.currentPhase(),
                build.startTime(),
                Optional.ofNullable(build.endTime()),
                build.phases().stream().map(Builds::phase).toList(),
                build.initiator() == null ? "" : build.initiator());
    }

    private static String version(software.amazon.awssdk.services.codebuild.model.Build build) {
        List<EnvironmentVariable> variables =
                build.environment() == null ? List.of() : build.environment().environmentVariables();
        return variables.stream()
                .filter(variable -> variable.name().equals("SLIPWAY_VERSION"))
                .map(EnvironmentVariable::value)
                .findFirst()
                .orElse(null);
    }

    private static Phase phase(BuildPhase phase) {
        String message = phase.contexts().stream()
                .map(PhaseContext::message)
                .filter(text -> text != null && !text.isBlank())
                .collect(Collectors.joining("; "));
        return new Phase(phase.phaseTypeAsString(), status(phase), phase.durationInSeconds(), message);
    }

    /** CodeBuild has two more for phases that count as other failures. */
    private static Status status(BuildPhase phase) {
        String status = phase.phaseStatusAsString();
        if (status == null || status.equals("QUEUED")) {
            return null;
        }
        return status.equals("CLIENT_ERROR") ? Status.FAILED : Status.valueOf(status);
    }
}
