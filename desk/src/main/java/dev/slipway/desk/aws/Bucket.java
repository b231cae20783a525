package dev.slipway.desk.aws;

import dev.slipway.desk.Store;
import dev.slipway.inference.InferenceException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The environment's artifacts.
 *
 * @param prefix in front of all keys; empty or with a slash at the end
 */
record Bucket(S3Client s3, Service service, String name, String prefix) implements Store {
    /** @param address {@code s3://bucket} or {@code s3://bucket/prefix} */
    static Bucket at(S3Client s3, Service service, String address) {
        String[] parts = address.replaceFirst("^s3://", "").split("/", 2);
        String below = parts.length == 1 || parts[1].isEmpty() ? "" : parts[1].replaceFirst("/*$", "/");
        return new Bucket(s3, service, parts[0], below);
    }

    /** However many pages that are; keys are told without the bucket's prefix. */
    @Override
    public List<Entry> list(String below) {
        return service.ask(
                "for what lies at " + address(below),
                () -> s3.listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix + below)).contents().stream()
                        .map(object -> new Entry(
                                object.key().substring(prefix.length()), object.size(), object.lastModified()))
                        .toList());
    }

    @Override
    public Optional<String> text(String key) {
        try {
            return service.ask(
                    "for " + address(key),
                    () -> Optional.of(
                            s3.getObjectAsBytes(get -> get.bucket(name).key(prefix + key))
                                    .asUtf8String()));
        } catch (InferenceException failed) {
            if (failed.getCause() instanceof NoSuchKeyException) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    @Override
    public InputStream open(String key) {
        return service.ask(
                "for " + address(key),
                () -> s3.getObject(get -> get.bucket(name).key(prefix + key)));
    }

    @Override
    public String address(String key) {
        return "s3://" + name + "/" + prefix + key;
    }
}
