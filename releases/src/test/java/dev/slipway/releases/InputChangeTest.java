package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inputs are written {@code name:type}, with {@code ?} for nullable and {@code ~} for non-finite. */
class InputChangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "id:string a:int     | id:string a:int         | -",
                "id:string a:int     | a:int id:string         | -",
                "id:string           | id:string a:int         | input field a is read from now on!",
                "id:string           | id:string a:int?        | input field a is read from now on!",
                "id:string a:int     | id:string               | input field a is no longer read",
                "id:string a:int     | id:string a:long        | input field a has another type!",
                "id:string a:int?    | id:string a:int         | input field a may no longer be empty!",
                "id:string a:int     | id:string a:int?        | input field a may be empty from now on",
                "id:string a:double~ | id:string a:double      | input field a may no longer be NaN or infinite!",
                "id:string a:double  | id:string a:double~     | input field a may be NaN or infinite from now on",
                "id:string a:double~ | id:string a:int         | input field a has another type!",
                "id:string a:int     | id:string b:int         | input field a is no longer read, input field b is"
                        + " read from now on!",
            })
    void shouldTellWhatTheInputHasToHave(String before, String after, String changes) {
        List<InputChange> found = InputChange.between(manifest(before), manifest(after));

        assertThat(found.stream().map(change -> change + (change.asksForMore() ? "!" : "")))
                .isEqualTo(changes == null ? List.of() : Arrays.asList(changes.split(", ")));
    }

    private static Manifest manifest(String input) {
        List<Field> fields =
                Arrays.stream(input.split(" ")).map(InputChangeTest::field).toList();
        return new Manifest(
                "1.0",
                new ModelName("churn"),
                ModelVersion.parse("1.0.0"),
                "",
                List.of("id"),
                fields,
                List.of(Field.parse("id", "string")),
                Map.of(),
                null,
                List.of(),
                0);
    }

    private static Field field(String text) {
        String[] parts = text.replaceAll("[?~]", "").split(":");
        return new Field(parts[0], FieldType.parse(parts[1]), text.contains("?"), text.contains("~"));
    }
}
