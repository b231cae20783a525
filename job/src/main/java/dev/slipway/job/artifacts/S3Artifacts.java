package dev.slipway.job.artifacts;

import dev.slipway.job.fetch.S3Address;
import dev.slipway.job.fetch.S3Clients;
import dev.slipway.job.fetch.S3Failure;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A run's files as objects. */
record S3Artifacts(S3Address address) implements ArtifactStore {
    @Override
    public void put(Path file) {
        S3Address object = address.resolve(file.getFileName().toString());
        try (S3Client s3 = S3Clients.open()) {
            s3.putObject(put -> put.bucket(object.bucket()).key(object.key()), RequestBody.fromFile(file));
        } catch (SdkException failed) {
            throw S3Failure.of(object, failed);
        }
    }

    @Override
    public String place() {
        return address + "/";
    }
}
