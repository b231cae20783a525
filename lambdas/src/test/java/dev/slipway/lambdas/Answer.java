package dev.slipway.lambdas;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;

/**
 * What Lambda sees of an invocation.
 *
 * @param body the function's answer, or what it says of its failure; JSON
 * @param errorType null where it succeeded
 */
public record Answer(String body, String errorType) {
    static Answer none() {
        return new Answer("", null);
    }

    static Answer of(String body) {
        return new Answer(body, null);
    }

    /** @param type of the runtime, where the function named none */
    static Answer error(String type, String body) {
        try {
            return new Answer(body, String.valueOf(JSON.std.mapFrom(body).getOrDefault("errorType", type)));
        } catch (IOException notJson) {
            return new Answer(body, type);
        }
    }
}
