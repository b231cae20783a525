package dev.slipway.infra;

import dev.slipway.releases.ComputeSize;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.IgnoreMode;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.codebuild.BuildEnvironment;
import software.amazon.awscdk.services.codebuild.CloudWatchLoggingOptions;
import software.amazon.awscdk.services.codebuild.ComputeType;
import software.amazon.awscdk.services.codebuild.EfsFileSystemLocationProps;
import software.amazon.awscdk.services.codebuild.FileSystemLocation;
import software.amazon.awscdk.services.codebuild.IFileSystemLocation;
import software.amazon.awscdk.services.codebuild.ISource;
import software.amazon.awscdk.services.codebuild.LinuxBuildImage;
import software.amazon.awscdk.services.codebuild.LoggingOptions;
import software.amazon.awscdk.services.codebuild.Project;
import software.amazon.awscdk.services.codebuild.S3SourceProps;
import software.amazon.awscdk.services.codebuild.Source;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** One model's runs: each is a build of a CodeBuild project, whose one command is {@code slipway-job.jar}. */
final class ModelJob extends Construct {
    /** Where builds see the shared files. */
    static final String MOUNT = "/mnt/shared";

    /** For the image to come, the rows to be published, and the files to be kept: the file's timeout is the model's. */
    private static final Duration AROUND_THE_MODEL = Duration.ofMinutes(30);

    private static final Duration LONGEST_BUILD = Duration.ofHours(36);
    private static final Duration LONGEST_QUEUE = Duration.ofHours(8);

    private final Project project;
    private final ILogGroup log;

    ModelJob(Construct scope, String id, ModelRelease model, ILogGroup metrics) {
        super(scope, id);
        log = new Log(this, "Log", model.runsLogGroup()).group();
        Asset program = program(model);
        Duration timeout = model.release().compute().timeout();
        project = Project.Builder.create(this, "Project")
                .projectName(model.project())
                .source(source(program))
                .buildSpec(JobBuildSpec.read())
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
                .fileSystemLocations(List.of(shared(model)))
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

    ILogGroup log() {
        return log;
    }

    /** A folder with the jar alone: CodeBuild unpacks its source, and a jar is a ZIP. */
    private Asset program(ModelRelease model) {
        return Asset.Builder.create(this, "Program")
                .path(model.site().home().resolve("job/target").toString())
                .exclude(List.of("**", "!slipway-job.jar"))
                .ignoreMode(IgnoreMode.GIT)
                .build();
    }

    private static ISource source(Asset program) {
        return Source.s3(S3SourceProps.builder()
                .bucket(program.getBucket())
                .path(program.getS3ObjectKey())
                .build());
    }

    private static IFileSystemLocation shared(ModelRelease model) {
        Stack stack = Stack.of(model.storage().shared());
        return FileSystemLocation.efs(EfsFileSystemLocationProps.builder()
                .identifier("shared")
                .location(model.storage().shared().getFileSystemId() + ".efs." + stack.getRegion() + ".amazonaws.com:/")
                .mountPoint(MOUNT)
                .mountOptions("nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2")
                .build());
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
