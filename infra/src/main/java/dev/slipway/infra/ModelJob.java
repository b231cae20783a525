package dev.slipway.infra;

import dev.slipway.releases.ComputeSize;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.services.codebuild.BuildEnvironment;
import software.amazon.awscdk.services.codebuild.CloudWatchLoggingOptions;
import software.amazon.awscdk.services.codebuild.ComputeType;
import software.amazon.awscdk.services.codebuild.LinuxBuildImage;
import software.amazon.awscdk.services.codebuild.LoggingOptions;
import software.amazon.awscdk.services.codebuild.Project;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/** One model's runs: each is a build of a CodeBuild project, whose one command is {@code slipway-job.jar}. */
final class ModelJob extends Construct {
    /** For the image to come, the rows to be published, and the files to be kept: the file's timeout is the model's. */
    private static final Duration AROUND_THE_MODEL = Duration.ofMinutes(30);

    private static final Duration LONGEST_BUILD = Duration.ofHours(36);
    private static final Duration LONGEST_QUEUE = Duration.ofHours(8);

    private final Project project;

    ModelJob(Construct scope, String id, ModelRelease model, JobProgram program, ILogGroup metrics) {
        super(scope, id);
        ILogGroup log = new Log(this, "Log", model.runsLogGroup()).group();
        Duration timeout = model.release().compute().timeout();
        project = Project.Builder.create(this, "Project")
                .projectName(model.project())
                .source(program.source())
                .buildSpec(program.buildSpec())
                .environment(BuildEnvironment.builder()
                        .buildImage(LinuxBuildImage.STANDARD_7_0)
                        .computeType(computeType(model.release().compute().size()))
                        // The model runs in a container of its own, which needs an engine.
                        .privileged(true)
                        .build())
                .environmentVariables(JobVariables.of(model, metrics.getLogGroupName()))
                .role(new JobRole(this, "Role", model, program, log, metrics)
                        .role()
                        .withoutPolicyUpdates())
                .grantReportGroupPermissions(false)
                .vpc(model.storage().vpc())
                .subnetSelection(model.storage().subnets())
                .securityGroups(List.of(model.storage().jobs()))
                .fileSystemLocations(List.of(program.shared()))
                .timeout(minutes(shorter(timeout.plus(AROUND_THE_MODEL), LONGEST_BUILD)))
                .queuedTimeout(minutes(shorter(timeout, LONGEST_QUEUE)))
                .logging(LoggingOptions.builder()
                        .cloudWatch(
                                CloudWatchLoggingOptions.builder().logGroup(log).build())
                        .build())
                .build();
        // CDK's policy for the network, which the role has itself; it would be rendered nowhere, but judged by linters.
        project.getNode().tryRemoveChild("PolicyDocument");
    }

    Project project() {
        return project;
    }

    private static ComputeType computeType(ComputeSize size) {
        return switch (size) {
            case SMALL -> ComputeType.SMALL;
            case MEDIUM -> ComputeType.MEDIUM;
            case LARGE -> ComputeType.LARGE;
            case XLARGE -> ComputeType.X_LARGE;
        };
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static software.amazon.awscdk.Duration minutes(Duration duration) {
        return software.amazon.awscdk.Duration.minutes(duration.toMinutes());
    }
}
