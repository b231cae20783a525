package dev.slipway.lambdas;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a function prints. */
final class Stdout {
    private Stdout() {}

    /** Every line, each of which must be a JSON object. */
    static List<Map<String, Object>> json(Runnable call) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream caught = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(caught);
            call.run();
        } finally {
            System.setOut(before);
        }
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String line : printed.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add(JSON.std.mapFrom(line));
        }
        return lines;
    }
}
