package dev.slipway.desk.aws;

import dev.slipway.desk.Changes;
import dev.slipway.desk.FileHistory;
import dev.slipway.desk.History;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Changes in the artifact bucket. */
record CloudChanges(Supplier<Bucket> bucket) implements Changes {
    @Override
    public History of(ModelName model) {
        List<String> keys = bucket.get().list("changes/" + model + "/").stream()
                .map(S3Object::key)
                .toList();
        return new FileHistory(keys, this::text);
    }

    private String text(String key) {
        return bucket.get()
                .text(key)
                .orElseThrow(() -> new InferenceException(
                        ExitCode.TRY_AGAIN,
                        bucket.get().address(key) + " is gone, though nobody may delete it; who did is in CloudTrail"));
    }
}
