package dev.slipway.cli.terminal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A command's answer to a program. */
public final class JsonLine {
    private static final JSON WHOLE = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private JsonLine() {}

    /** One line; a member whose value is not known, or that does not apply, is there as null. */
    public static String of(Map<String, ?> object) {
        try {
            return WHOLE.asString(object);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
