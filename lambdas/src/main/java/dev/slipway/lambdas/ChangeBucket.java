package dev.slipway.lambdas;

import dev.slipway.predictions.ChangeFiles;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Changes as objects of the artifact bucket. The role may put one only where there is none.
 *
 * @param prefix in front of {@code changes/}; empty or with a slash at the end
 */
record ChangeBucket(S3Client s3, String bucket, String prefix) implements ChangeFiles.Place {
    private static final Set<Integer> THERE = Set.of(412, 409);

    /** @param artifacts {@code s3://bucket} or {@code s3://bucket/prefix} */
    static ChangeBucket of(String artifacts) {
        String[] parts = artifacts.replaceFirst("^s3://", "").split("/", 2);
        String below = parts.length == 1 || parts[1].isEmpty() ? "" : parts[1].replaceFirst("/*$", "/");
        return new ChangeBucket(client(), parts[0], below);
    }

    /** As the environment says. Buckets as host names resolve at AWS only. */
    static S3Client client() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .forcePathStyle(
                        System.getenv("AWS_ENDPOINT_URL") != null || System.getProperty("aws.endpointUrl") != null)
                .build();
    }

    @Override
    public Set<String> list(String folder) {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix + folder)).contents().stream()
                .map(object -> object.key().substring(prefix.length()))
                .collect(Collectors.toSet());
    }

    @Override
    public void add(String name, String text) {
        try {
            s3.putObject(
                    put -> put.bucket(bucket)
                            .key(prefix + name)
                            .contentType("application/json")
                            .ifNoneMatch("*"),
                    RequestBody.fromString(text));
        } catch (S3Exception failed) {
            // Somebody else wrote it meanwhile, and he wrote the same.
            if (!THERE.contains(failed.statusCode())) {
                throw failed;
            }
        }
    }
}
