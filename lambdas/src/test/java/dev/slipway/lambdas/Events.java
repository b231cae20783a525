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

    private static Map<String, Object> read(String name) {
        try (InputStream in = Events.class.getResourceAsStream("/events/" + name + ".json")) {
            return JSON.std.mapFrom(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
