package dev.slipway.releases;

import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import java.util.Arrays;
import java.util.List;

/** The fields of an input or output, each in short ({@code int?}) or in full ({@code {type: int, nullable: true}}). */
final class FieldReader {
    private static final List<String> TYPES =
            Arrays.stream(FieldType.values()).map(FieldType::word).toList();

    private FieldReader() {}

    static List<Field> fields(Value value) {
        List<Field> fields = value.section().all("double", FieldReader::field);
        if (fields != null && fields.isEmpty()) {
            throw new IllegalArgumentException("expected at least one field such as " + value.example() + ", got none");
        }
        return fields;
    }

    private static Field field(String name, Value value) {
        if (!value.isMapping()) {
            return value.parse(text -> {
                boolean nullable = text.endsWith("?");
                return new Field(name, type(nullable ? text.substring(0, text.length() - 1) : text), nullable, false);
            });
        }
        Section full = value.section();
        FieldType type = full.need("type", "double", word -> word.parse(FieldReader::type));
        Boolean nullable = full.take("nullable", "true", false, Value::flag);
        Boolean nonFinite = full.take("nonFinite", "true", false, Value::flag);
        return full.build(() -> new Field(name, type, nullable, nonFinite));
    }

    private static FieldType type(String word) {
        try {
            return FieldType.parse(word);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(unknown.getMessage() + NearMiss.hint(word, TYPES), unknown);
        }
    }
}
