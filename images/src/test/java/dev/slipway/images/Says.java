package dev.slipway.images;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;

/** A program for images of tests: prints its arguments as JSON, and so needs a library. */
final class Says {
    private Says() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(JSON.std.asString(List.of(arguments)));
    }
}
