package dev.slipway.job.fetch;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a failure of S3 means for the run. */
public final class S3Failure {
    private S3Failure() {}

    /** 65 where the object is not there, 78 where bucket or rights are wrong, else 75. */
    public static InferenceException of(S3Address address, Exception failed) {
        if (failed instanceof NoSuchKeyException) {
            return new InferenceException(
                    ExitCode.BAD_DATA,
                    address + ": nothing found: there is no such object; a prefix ends with a slash",
                    failed);
        }
        if (failed instanceof NoSuchBucketException) {
            return new InferenceException(ExitCode.BAD_CONFIGURATION, address + ": there is no such bucket", failed);
        }
        if (failed instanceof S3Exception refused && (refused.statusCode() == 403 || refused.statusCode() == 401)) {
            return new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    address + ": not allowed: " + refused.awsErrorDetails().errorMessage(),
                    failed);
        }
        return new InferenceException(
                ExitCode.TRY_AGAIN, address + ": S3 cannot be reached or failed: " + failed.getMessage(), failed);
    }
}
