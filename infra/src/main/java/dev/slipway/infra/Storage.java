package dev.slipway.infra;

import java.util.List;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.efs.IFileSystem;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * What the workload stands on.
 *
 * @param subnets where jobs and functions run
 * @param subnetIds of the same
 * @param jobs the group of CodeBuild's builds: reaches the databases, the file system and AWS
 * @param functions the group of Lambdas in the network: reaches the databases and AWS
 */
record Storage(
        IVpc vpc,
        SubnetSelection subnets,
        List<String> subnetIds,
        ISecurityGroup jobs,
        ISecurityGroup functions,
        DatabaseEndpoint analytics,
        DatabaseEndpoint application,
        IFileSystem shared,
        IBucket artifacts) {}
