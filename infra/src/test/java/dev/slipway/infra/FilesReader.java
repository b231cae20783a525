package dev.slipway.infra;

import java.util.Map;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** File systems and buckets. */
final class FilesReader implements ServiceReader {
    private final EfsClient efs;
    private final S3Client s3;

    FilesReader(Endpoint endpoint) {
        efs = endpoint.client(EfsClient.builder());
        s3 = endpoint.client(S3Client.builder().forcePathStyle(true));
    }

    @Override
    public Map<String, Object> read(String type, String id, Map<String, Object> properties) {
        return switch (type) {
            case "AWS::EFS::FileSystem" -> files(id);
            case "AWS::EFS::MountTarget" -> mount(id);
            case "AWS::S3::Bucket" -> bucket(id);
            default -> null;
        };
    }

    private Map<String, Object> files(String id) {
        var files = efs.describeFileSystems(ask -> ask.fileSystemId(id))
                .fileSystems()
                .get(0);
        return Map.of("Encrypted", files.encrypted());
    }

    private Map<String, Object> mount(String id) {
        var mount = efs.describeMountTargets(ask -> ask.mountTargetId(id))
                .mountTargets()
                .get(0);
        return Map.of(
                "FileSystemId", mount.fileSystemId(),
                "SubnetId", mount.subnetId(),
                "SecurityGroups",
                        efs.describeMountTargetSecurityGroups(ask -> ask.mountTargetId(id))
                                .securityGroups());
    }

    private Map<String, Object> bucket(String id) {
        var encryption = s3.getBucketEncryption(ask -> ask.bucket(id)).serverSideEncryptionConfiguration();
        return Map.of(
                "BucketEncryption",
                        Map.of(
                                "ServerSideEncryptionConfiguration",
                                encryption.rules().stream()
                                        .map(rule -> rule.applyServerSideEncryptionByDefault())
                                        .map(rule -> Map.of(
                                                "ServerSideEncryptionByDefault",
                                                Map.of("SSEAlgorithm", rule.sseAlgorithmAsString())))
                                        .toList()),
                "PublicAccessBlockConfiguration", access(id),
                "VersioningConfiguration",
                        Map.of(
                                "Status",
                                s3.getBucketVersioning(ask -> ask.bucket(id)).statusAsString()));
    }

    private Map<String, Object> access(String id) {
        var access = s3.getPublicAccessBlock(ask -> ask.bucket(id)).publicAccessBlockConfiguration();
        return Map.of(
                "BlockPublicAcls", access.blockPublicAcls(),
                "BlockPublicPolicy", access.blockPublicPolicy(),
                "IgnorePublicAcls", access.ignorePublicAcls(),
                "RestrictPublicBuckets", access.restrictPublicBuckets());
    }
}
