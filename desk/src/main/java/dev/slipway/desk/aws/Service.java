package dev.slipway.desk.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/**
 * A service in a region, which fails in one sentence.
 *
 * @param name {@code CodeBuild}
 */
record Service(String name, Region region) {
    /**
     * Calls it.
     *
     * @param what for the message: {@code to start slipway-staging-churn}
     * @throws dev.slipway.inference.InferenceException as {@link AwsFailure} has it
     */
    <T> T ask(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException failed) {
            throw AwsFailure.of(this + ", asked " + what + ",", failed);
        }
    }

    @Override
    public String toString() {
        return name + " (" + region + ")";
    }
}
