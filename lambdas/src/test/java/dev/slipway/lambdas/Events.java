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

    /** A build that ended otherwise; one that failed did so in its BUILD phase. */
    static Map<String, Object> buildEnded(String status) {
        return read(status.equals("FAILED") ? "build-failed" : "build-succeeded", status);
    }

    private static Map<String, Object> read(String name, String status) {
        Map<String, Object> event = read(name);
        Map<String, Object> detail = new java.util.LinkedHashMap<>();
        ((Map<?, ?>) event.get("detail")).forEach((key, value) -> detail.put(key.toString(), value));
        detail.put("build-status", status);
        event.put("detail", detail);
        return event;
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
