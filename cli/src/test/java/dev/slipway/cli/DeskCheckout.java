package dev.slipway.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.desk.fake.TestCheckout;
import dev.slipway.desk.fake.TestCloud;
import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A checkout with the model churn in staging, and that environment's cloud; commands typed here work on both. */
record DeskCheckout(TestCheckout files, TestCloud cloud) implements AutoCloseable {
    static final ModelName CHURN = new ModelName("churn");
    /** Of every run of the fake; its number follows. */
    static final String RUN = "00000000-0000-4000-8000-00000000000";

    static DeskCheckout in(Path folder) throws Exception {
        TestCheckout files = TestCheckout.in(folder.resolve("checkout"));
        files.model("churn", "1.1.0", "id: string, value: double");
        files.environment("staging", TestCheckout.release("churn", "1.1.0", "id, value"));
        System.setProperty("slipway.home", files.home().toString());
        System.setProperty("slipway.pause", "1");
        TestCloud cloud = new TestCloud("staging", folder);
        cloud.copies("[{\"model\":\"churn\",\"major\":1,\"table\":\"churn\",\"mode\":\"replace\","
                + "\"fields\":[\"id\",\"value\"],\"indexes\":[]}]");
        cloud.push(manifest("1.0.0"), Map.of(), Map.of(), "a,1", "b,2");
        cloud.push(manifest("1.1.0"), Map.of(), Map.of("rmse", 0.38), "a,10", "b,20");
        return new DeskCheckout(files, cloud);
    }

    /** What the application reads. */
    List<String> application() {
        return cloud.databases().application("SELECT id, value FROM predictions.churn ORDER BY id");
    }

    /** Types a command that ends with one JSON object. */
    static Map<String, Object> json(String... arguments) throws IOException {
        return JSON.std.mapFrom(Typed.slipway(arguments).out());
    }

    /** Types a command that reads standard input. */
    static Typed typing(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return Typed.slipway(arguments);
        } finally {
            System.setIn(before);
        }
    }

    private static Manifest manifest(String version) {
        Field id = Field.parse("id", "string");
        return new Manifest(
                Manifest.SPEC,
                CHURN,
                ModelVersion.parse(version),
                "",
                List.of("id"),
                List.of(id),
                List.of(id, Field.parse("value", "double")),
                Map.of(),
                null,
                List.of(),
                0);
    }

    @Override
    public void close() {
        System.clearProperty("slipway.home");
        System.clearProperty("slipway.pause");
        cloud.close();
    }
}
