package dev.slipway.inference;

import java.time.Instant;
import java.util.List;

/**
 * What a run asks of an image: {@code request.json} in the input folder.
 *
 * @param asOf the moment that the prediction is made for; models use it instead of the clock, so that a run can be
 *     repeated
 * @param deadline when the runner will stop the image
 * @param files the data files in the input folder, in the order in which they are read
 */
public record Request(
        String spec, String runId, Instant asOf, Instant deadline, List<String> files, RejectLimit rejectLimit) {
    /** The request's name in the input folder. */
    public static final String FILE = "request.json";

    public static Request parse(String json) {
        throw new IllegalStateException("in work");
    }

    public String toJson() {
        throw new IllegalStateException("in work");
    }
}
