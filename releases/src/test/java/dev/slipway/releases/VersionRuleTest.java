package dev.slipway.releases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs are written {@code name:type}, with {@code ?} for nullable and {@code ~} for non-finite; the key comes first. */
class VersionRuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "id:string a:double         | id:string a:double            | PATCH | -",
                "id:string a:double         | id:string a:double b:int?     | MINOR | ADDED_NULLABLE b",
                "id:string a:double         | id:string a:double b:int? c:date? | MINOR | ADDED_NULLABLE b,"
                        + " ADDED_NULLABLE c",
                "id:string a:double         | id:string a:double b:int      | MAJOR | ADDED_NON_NULL b",
                "id:string a:double         | id:string b:int? a:double     | MAJOR | MOVED a, ADDED_NULLABLE b",
                "id:string a:double b:int   | id:string b:int a:double      | MAJOR | MOVED a, MOVED b",
                "id:string a:double b:int?  | id:string a:double            | MAJOR | REMOVED b",
                "id:string a:double b:int   | id:string b:int               | MAJOR | REMOVED a",
                "id:string a:double         | id:string b:double            | MAJOR | REMOVED a, ADDED_NON_NULL b",
                "id:string a:int            | id:string a:long              | MAJOR | RETYPED a",
                "id:string a:int            | id:string a:int?              | MAJOR | NOW_NULLABLE a",
                "id:string a:int?           | id:string a:int               | MINOR | NOW_NON_NULL a",
                "id:string a:double         | id:string a:double~           | MAJOR | NOW_NON_FINITE a",
                "id:string a:double~        | id:string a:double            | MINOR | NOW_FINITE a",
                "id:string a:double~        | id:string a:int?              | MAJOR | RETYPED a, NOW_NULLABLE a",
                "id:string a:int            | a:int id:string               | MAJOR | KEY a, MOVED id, MOVED a",
                "id:string a:int            | id:string a:double            | MAJOR | RETYPED a",
                "id:string a:long           | id:string a:int               | MAJOR | RETYPED a",
                "id:string a:date           | id:string a:timestamp         | MAJOR | RETYPED a",
                "id:string a:boolean        | id:string a:int               | MAJOR | RETYPED a",
                "id:string a:string         | id:string a:date              | MAJOR | RETYPED a",
                "id:string                  | id:long                       | MAJOR | RETYPED id",
                "id:string a:int?           | id:string a:long?             | MAJOR | RETYPED a",
                "id:string a:int?           | id:string a:long              | MAJOR | RETYPED a, NOW_NON_NULL a",
                "id:string                  | id:string a:double~           | MAJOR | ADDED_NON_NULL a",
                "id:string                  | id:string a:double?~          | MINOR | ADDED_NULLABLE a",
                "id:string                  | key:string                    | MAJOR | KEY key, REMOVED id,"
                        + " ADDED_NON_NULL key",
                "id:string a:int            | id:string A:int               | MAJOR | REMOVED a, ADDED_NON_NULL A",
                "id:string a:int?           | id:string b:int?              | MAJOR | REMOVED a, ADDED_NULLABLE b",
                "id:string a:double?        | id:string a:double?~          | MAJOR | NOW_NON_FINITE a",
                "id:string a:double?~       | id:string a:double            | MINOR | NOW_NON_NULL a, NOW_FINITE a",
                "id:string a:double~        | id:string a:double?           | MAJOR | NOW_NULLABLE a, NOW_FINITE a",
                "id:string a:double         | id:string a:double?~          | MAJOR | NOW_NULLABLE a, NOW_NON_FINITE a",
                "id:string a:int b:int c:int | id:string a:int c:int        | MAJOR | REMOVED b",
                "id:string a:int b:int c:int | id:string c:int b:int a:int  | MAJOR | MOVED a, MOVED c",
                "id:string a:int b:int      | id:string a:int c:int? b:int  | MAJOR | MOVED b, ADDED_NULLABLE c",
                "id:string a:int b:int      | id:string b:int a:int c:int?  | MAJOR | MOVED a, MOVED b, ADDED_NULLABLE"
                        + " c",
                "id:string a:int            | id:string a:int b:int? c:int  | MAJOR | ADDED_NULLABLE b, ADDED_NON_NULL"
                        + " c",
                "id:string a:int?           | id:string a:int b:int?        | MINOR | NOW_NON_NULL a, ADDED_NULLABLE b",
                "id:string a:int            | id:string a:int? b:int?       | MAJOR | NOW_NULLABLE a, ADDED_NULLABLE b",
                "id:string a:int b:int      | id:string                     | MAJOR | REMOVED a, REMOVED b",
                "id:string a:int b:int      | id:string a:long b:long       | MAJOR | RETYPED a, RETYPED b",
                "id:string a:int b:int      | id:string b:int c:int?        | MAJOR | REMOVED a, ADDED_NULLABLE c",
                "id:string a:int            | a:int                         | MAJOR | KEY a, REMOVED id",
                "id:string a:int            | b:int id:string a:int         | MAJOR | KEY b, MOVED id, MOVED a,"
                        + " ADDED_NON_NULL b",
                "id:string                  | id:string                     | PATCH | -",
            })
    void shouldAskForABumpByWhatTheOutputChanges(String before, String after, Bump bump, String changes) {
        Manifest old = manifest("1.4.2", before);
        Manifest now = manifest("1.4.3", after);

        assertThat(VersionRule.required(old, now)).isEqualTo(bump);
        ModelVersion smallest = VersionRule.smallest(old, now);
        assertThat(smallest)
                .hasToString(bump == Bump.MAJOR ? "2.0.0" : bump == Bump.MINOR ? "1.5.0" : "1.4.3")
                .satisfies(version -> assertThat(VersionRule.violations(old, manifest(version.toString(), after)))
                        .isEmpty());
        assertThat(VersionRule.changes(old, now).stream().map(change -> change.kind() + " " + change.field()))
                .isEqualTo(changes == null ? List.of() : Arrays.asList(changes.split(", ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.4.2 | 1.4.3      | id:string a:int",
                "1.4.2 | 1.5.0      | id:string a:int",
                "1.4.2 | 1.5.0      | id:string a:int b:int?",
                "1.4.2 | 1.5.0-rc.1 | id:string a:int b:int?",
                "1.4.2 | 2.0.0      | id:string a:long",
                "0.1.0 | 1.0.0      | id:string",
                "1.4.2-rc.1 | 1.4.2 | id:string a:int",
            })
    void shouldTakeAVersionThatRaisesEnough(String before, String after, String output) {
        assertThat(VersionRule.violations(manifest(before, "id:string a:int"), manifest(after, output)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.4.2 | 1.4.3 | id:string a:int b:int? | 1.4.2 to 1.4.3 is a patch version, but output field b is new"
                        + " (minor)",
                "1.4.2 | 1.5.0 | id:string a:long | 1.4.2 to 1.5.0 is a minor version, but output field a has another"
                        + " type (major)",
                "0.1.0 | 0.2.0 | id:string | 0.1.0 to 0.2.0 is a minor version, but output field a is gone (major)",
                "1.4.2 | 1.4.2 | id:string a:int | expected a version above 1.4.2, got 1.4.2",
                "1.4.2 | 1.4.1 | id:string a:int | expected a version above 1.4.2, got 1.4.1",
                "1.4.2 | 1.4.2-rc.1 | id:string a:int | expected a version above 1.4.2, got 1.4.2-rc.1",
            })
    void shouldRefuseAVersionThatRaisesTooLittle(String before, String after, String output, String violation) {
        assertThat(VersionRule.violations(manifest(before, "id:string a:int"), manifest(after, output)))
                .containsExactly(violation);
    }

    @Test
    void shouldNotCountTheInput() {
        Manifest old = manifest("1.4.2", "id:string a:int");
        Manifest now = new Manifest(
                "1.0",
                old.name(),
                ModelVersion.parse("1.4.3"),
                "",
                old.key(),
                List.of(Field.parse("id", "string"), Field.parse("other", "long")),
                old.output(),
                Map.of(),
                null,
                List.of(),
                0);

        assertThat(VersionRule.violations(old, now)).isEmpty();
    }

    @Test
    void shouldRefuseToCompareTwoModels() {
        Manifest churn = manifest("1.4.2", "id:string");
        Manifest other = new Manifest(
                "1.0",
                new ModelName("other"),
                churn.version(),
                "",
                churn.key(),
                churn.input(),
                churn.output(),
                Map.of(),
                null,
                List.of(),
                0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionRule.violations(churn, other))
                .withMessage("expected two versions of one model, got churn and other");
    }

    private static Manifest manifest(String version, String output) {
        List<Field> fields =
                Arrays.stream(output.split(" ")).map(VersionRuleTest::field).toList();
        return new Manifest(
                "1.0",
                new ModelName("churn"),
                ModelVersion.parse(version),
                "",
                List.of(fields.get(0).name()),
                List.of(fields.get(0)),
                fields,
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
