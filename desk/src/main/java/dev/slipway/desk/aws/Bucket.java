package dev.slipway.desk.aws;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The environment's artifacts.
 *
 * @param prefix in front of all keys; empty or with a slash at the end
 */
record Bucket(S3Client s3, Service service, String name, String prefix) {
    /** @param address {@code s3://bucket} or {@code s3://bucket/prefix} */
    static Bucket at(S3Client s3, Service service, String address) {
        String[] parts = address.replaceFirst("^s3://", "").split("/", 2);
        String below = parts.length == 1 || parts[1].isEmpty() ? "" : parts[1].replaceFirst("/*$", "/");
        return new Bucket(s3, service, parts[0], below);
    }

    /** Everything whose key begins so, however many pages that are; keys without the bucket's prefix. */
    List<S3Object> list(String below) {
        return service.ask(
                "for what lies at " + address(below),
                () -> s3.listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix + below)).contents().stream()
                        .map(object -> object.toBuilder()
                                .key(object.key().substring(prefix.length()))
                                .build())
                        .toList());
    }

    /** The text of an object; empty where there is none. */
    Optional<String> text(String key) {
        try {
            return service.ask(
                    "for " + address(key),
                    () -> Optional.of(
                            s3.getObjectAsBytes(get -> get.bucket(name).key(prefix + key))
                                    .asUtf8String()));
        } catch (dev.slipway.inference.InferenceException failed) {
            if (failed.getCause() instanceof NoSuchKeyException) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** The content; the caller closes it. */
    InputStream open(String key) {
        return service.ask(
                "for " + address(key),
                () -> s3.getObject(get -> get.bucket(name).key(prefix + key)));
    }

    String address(String key) {
        return "s3://" + name + "/" + prefix + key;
    }
}
