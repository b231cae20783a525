package dev.slipway.job.artifacts;

import dev.slipway.job.fetch.S3Address;
import dev.slipway.job.fetch.S3Clients;
import dev.slipway.job.fetch.S3Failure;
import dev.slipway.predictions.ChangeFiles;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Changes as objects. The role may put one only where there is none. */
record S3Changes(S3Address address) implements ChangeFiles.Place {
    private static final Set<Integer> THERE = Set.of(412, 409);

    @Override
    public Set<String> list(String prefix) {
        S3Address below = address.resolve(prefix);
        int base = below.key().length() - prefix.length();
        try (S3Client s3 = S3Clients.open()) {
            return s3
                    .listObjectsV2Paginator(list -> list.bucket(below.bucket()).prefix(below.key()))
                    .contents()
                    .stream()
                    .map(object -> object.key().substring(base))
                    .collect(Collectors.toSet());
        } catch (SdkException failed) {
            throw S3Failure.of(below, failed);
        }
    }

    @Override
    public void add(String name, String text) {
        S3Address object = address.resolve(name);
        try (S3Client s3 = S3Clients.open()) {
            s3.putObject(
                    put -> put.bucket(object.bucket())
                            .key(object.key())
                            .contentType("application/json")
                            .ifNoneMatch("*"),
                    RequestBody.fromString(text));
        } catch (S3Exception failed) {
            // Somebody else wrote it meanwhile, and he wrote the same.
            if (!THERE.contains(failed.statusCode())) {
                throw S3Failure.of(object, failed);
            }
        } catch (SdkException failed) {
            throw S3Failure.of(object, failed);
        }
    }
}
