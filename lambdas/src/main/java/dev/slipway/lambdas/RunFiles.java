package dev.slipway.lambdas;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The files that runs keep in the artifact bucket.
 *
 * @param artifacts {@code s3://bucket} or {@code s3://bucket/prefix}
 */
record RunFiles(S3Client s3, String artifacts) {
    String place(String model, String runId) {
        return artifacts.replaceFirst("/+$", "") + "/runs/" + model + "/" + runId + "/";
    }

    /** What {@code run.json} says. Empty where there is none; where it cannot be read, the reason says so. */
    Map<String, Object> facts(String model, String runId) {
        String address = place(model, runId).substring("s3://".length()) + "run.json";
        int slash = address.indexOf('/');
        try {
            return JsonParser.object()
                    .from(s3.getObjectAsBytes(get ->
                                    get.bucket(address.substring(0, slash)).key(address.substring(slash + 1)))
                            .asInputStream());
        } catch (NoSuchKeyException none) {
            return Map.of();
        } catch (SdkException | JsonParserException unreadable) {
            // Somebody must hear of the run all the same.
            return Map.of("reason", "s3://" + address + " cannot be read: " + unreadable.getMessage());
        }
    }
}
