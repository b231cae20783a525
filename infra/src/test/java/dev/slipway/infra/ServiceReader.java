package dev.slipway.infra;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** What a service itself says of resources, in the words of templates. */
interface ServiceReader {
    /**
     * The properties of a resource as its service has them; only those, so what a service does not keep is not there.
     *
     * @param properties the template's, resolved: they say where to look for what has no id of its own
     * @return null for types whose service is not asked
     */
    Map<String, Object> read(String type, String id, Map<String, Object> properties);

    /** A document that a service hands out as text. */
    static Map<String, Object> json(String text) {
        try {
            return JSON.std.mapFrom(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(text, broken);
        }
    }
}
