package dev.slipway.infra;

import java.util.List;
import software.amazon.awscdk.IgnoreMode;
import software.amazon.awscdk.services.codebuild.BuildSpec;
import software.amazon.awscdk.services.codebuild.EfsFileSystemLocationProps;
import software.amazon.awscdk.services.codebuild.FileSystemLocation;
import software.amazon.awscdk.services.codebuild.IFileSystemLocation;
import software.amazon.awscdk.services.codebuild.ISource;
import software.amazon.awscdk.services.codebuild.S3SourceProps;
import software.amazon.awscdk.services.codebuild.Source;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** What the builds of all models have in common: {@code slipway-job.jar}, what starts it, and the shared files. */
final class JobProgram extends Construct {
    /** Where builds see the shared files. */
    static final String MOUNT = "/mnt/shared";

    private final ISource source;
    private final BuildSpec buildSpec = JobBuildSpec.read();
    private final IFileSystemLocation shared;
    private final List<PolicyStatement> read;

    JobProgram(Construct scope, String id, Site site, Storage storage) {
        super(scope, id);
        Asset jar = jar(site);
        String key = jar.getS3ObjectKey();
        source = Source.s3(
                S3SourceProps.builder().bucket(jar.getBucket()).path(key).build());
        read = read("arn:aws:s3:::" + jar.getS3BucketName(), key);
        shared = shared(site, storage);
    }

    ISource source() {
        return source;
    }

    BuildSpec buildSpec() {
        return buildSpec;
    }

    IFileSystemLocation shared() {
        return shared;
    }

    /** The asset's own object: CDK's grant would be for the whole bucket. */
    List<PolicyStatement> read() {
        return read;
    }

    /** A folder with the jar alone: CodeBuild unpacks its source, and a jar is a ZIP. */
    private Asset jar(Site site) {
        return Asset.Builder.create(this, "Jar")
                .path(site.home().resolve("job/target").toString())
                .exclude(List.of("**", "!slipway-job.jar"))
                .ignoreMode(IgnoreMode.GIT)
                .build();
    }

    private static List<PolicyStatement> read(String bucket, String key) {
        return List.of(
                Policies.allow(List.of("s3:GetObject", "s3:GetObjectVersion"), bucket + "/" + key),
                Policies.allow(List.of("s3:GetBucketAcl", "s3:GetBucketLocation"), bucket));
    }

    private static IFileSystemLocation shared(Site site, Storage storage) {
        return FileSystemLocation.efs(EfsFileSystemLocationProps.builder()
                .identifier("shared")
                .location(storage.shared().getFileSystemId() + ".efs."
                        + site.environment().region() + ".amazonaws.com:/")
                .mountPoint(MOUNT)
                .mountOptions("nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2")
                .build());
    }
}
