package dev.slipway.infra;

import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.efs.FileSystem;
import software.amazon.awscdk.services.efs.IFileSystem;
import software.amazon.awscdk.services.efs.LifecyclePolicy;
import software.amazon.awscdk.services.efs.OutOfInfrequentAccessPolicy;
import software.constructs.Construct;

/**
 * The files that models share between runs. CodeBuild mounts without IAM or access points, so clients are anonymous and
 * the security group alone decides who they are.
 */
final class SharedFiles extends Construct {
    private final FileSystem fileSystem;

    SharedFiles(Construct scope, String id, Site site, EnvironmentNetwork network) {
        super(scope, id);
        boolean protect = site.environment().protect();
        SecurityGroup mounts = network.group(this, "Mounts", "Shared files, reached by jobs only");
        network.open(network.jobs(), mounts, 2049, "NFS");
        fileSystem = FileSystem.Builder.create(this, "FileSystem")
                .vpc(network.vpc())
                .vpcSubnets(network.data())
                .securityGroup(mounts)
                .encrypted(true)
                .allowAnonymousAccess(true)
                .enableAutomaticBackups(protect)
                .lifecyclePolicy(LifecyclePolicy.AFTER_30_DAYS)
                .outOfInfrequentAccessPolicy(OutOfInfrequentAccessPolicy.AFTER_1_ACCESS)
                .removalPolicy(Protection.removal(protect))
                .build();
        Protection.pin(fileSystem, "SharedFiles");
    }

    IFileSystem fileSystem() {
        return fileSystem;
    }
}
