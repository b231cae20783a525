package dev.slipway.lambdas;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Events as AWS sends them. */
final class Events {
    private Events() {}

    static Map<String, Object> buildSucceeded() {
        return read("build-succeeded");
    }

    static Map<String, Object> scheduled() {
        return read("scheduled");
    }

    /** What a function's on-success destination hands to EventBridge. */
    static Map<String, Object> answered(Map<String, Object> answer) {
        return Map.of(
                "source", "lambda",
                "detail-type", "Lambda Function Invocation Result - Success",
                "detail", Map.of("requestPayload", Map.of("model", "x"), "responsePayload", answer));
    }

    private static Map<String, Object> read(String name) {
        try (InputStream in = Events.class.getResourceAsStream("/events/" + name + ".json")) {
            return JSON.std.mapFrom(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
