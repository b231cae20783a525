package dev.slipway.job.fetch;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An object, or all CSV objects under a prefix in the order of their keys.
 *
 * @param pageSize how many keys one answer of S3 lists, at most 1000
 */
record S3Source(S3Address address, int pageSize) implements Source {
    S3Source(S3Address address) {
        this(address, 1000);
    }

    @Override
    public void fetch(InputFolder in, Consumer<String> note) {
        try (S3Client s3 = S3Clients.open()) {
            List<String> keys = address.isPrefix() ? keys(s3, note) : List.of(address.key());
            for (String key : keys) {
                try (InputStream content =
                        s3.getObject(get -> get.bucket(address.bucket()).key(key))) {
                    in.add(name(key), content);
                }
            }
        } catch (SdkException | IOException failed) {
            throw S3Failure.of(address, failed);
        }
    }

    private List<String> keys(S3Client s3, Consumer<String> note) {
        List<String> csv = new ArrayList<>();
        long others = 0;
        for (S3Object object : s3.listObjectsV2Paginator(list ->
                        list.bucket(address.bucket()).prefix(address.key()).maxKeys(pageSize))
                .contents()) {
            if (FileSource.isCsv(name(object.key()))) {
                csv.add(object.key());
            } else if (!object.key().endsWith("/")) {
                others++;
                note.accept("not read, because its name does not end in .csv: s3://" + address.bucket() + "/"
                        + object.key());
            }
        }
        if (csv.isEmpty()) {
            throw new InferenceException(
                    ExitCode.BAD_DATA,
                    "SLIPWAY_INPUT: nothing found: expected objects that end in .csv under " + address + ", found none"
                            + (others == 0 ? "" : " among " + others + " objects"));
        }
        csv.sort(Comparator.naturalOrder());
        return csv;
    }

    private static String name(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
