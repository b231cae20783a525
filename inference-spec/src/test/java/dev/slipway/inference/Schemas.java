package dev.slipway.inference;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The JSON schemas that the library carries. */
final class Schemas {
    private Schemas() {}

    /** What a schema finds wrong with a document; empty where it is valid. */
    static List<String> violations(String schema, String json) {
        try (InputStream in = Manifest.class.getResourceAsStream(schema + ".schema.json")) {
            JsonSchema compiled =
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in);
            return compiled
                    .validate(json, InputFormat.JSON, context -> context.getExecutionConfig()
                            .setFormatAssertionsEnabled(true))
                    .stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
