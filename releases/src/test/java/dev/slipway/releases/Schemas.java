package dev.slipway.releases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.snakeyaml.engine.v2.api.Load;

/** The editors' schemas, applied as an editor does. */
final class Schemas {
    private static final Map<String, JsonSchema> LOADED = new ConcurrentHashMap<>();

    private Schemas() {}

    /** What a schema, such as {@code model.schema.json}, says against a YAML text. */
    static Collection<ValidationMessage> complaints(String schema, String yaml) {
        Object plain = new Load(YamlDocument.settings(yaml)).loadFromString(yaml);
        return LOADED.computeIfAbsent(schema, Schemas::load).validate(new ObjectMapper().valueToTree(plain));
    }

    private static JsonSchema load(String name) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Schemas.class.getResourceAsStream("/schemas/" + name));
    }
}
