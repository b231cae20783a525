package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    private static final String SMALLEST = """
            {"spec":"1.0","name":"m","version":"1.0.0","key":["id"],\
            "input":[{"name":"id","type":"string"}],"output":[{"name":"id","type":"string"}]}""";

    private static final String COMPLETE = """
            {"spec":"1.0","name":"audience-forecast","version":"1.1.0-rc.1","description":"Viewers of \\"programmes\\"",\
            "key":["programme_id","air_date"],\
            "input":[{"name":"programme_id","type":"string","nullable":false,"nonFinite":false},\
            {"name":"air_date","type":"date","nullable":false,"nonFinite":false},\
            {"name":"slot","type":"int","nullable":true,"nonFinite":false}],\
            "output":[{"name":"air_date","type":"date","nullable":false,"nonFinite":false},\
            {"name":"programme_id","type":"string","nullable":false,"nonFinite":false},\
            {"name":"viewers","type":"double","nullable":true,"nonFinite":true}],\
            "actuals":{"viewers":"actual_viewers"},\
            "goldenSha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",\
            "metrics":[{"metric":"rmse","field":"viewers","max":0.45},{"metric":"r2","field":"viewers","min":0,"max":1}],\
            "tolerance":1.0E-9,"variables":["HORIZON_DAYS","region"]}""";

    @Test
    void shouldWriteTheBytesThatItRead() {
        assertThat(Manifest.parse(COMPLETE).toJson()).isEqualTo(COMPLETE);
        assertThat(Manifest.parse(Manifest.parse(COMPLETE).toJson())).isEqualTo(Manifest.parse(COMPLETE));
    }

    @Test
    void shouldFillWhatIsAbsentAndIgnoreWhatIsUnknown() {
        Manifest manifest = Manifest.parse(SMALLEST.replace("\"key\"", "\"future\":{\"a\":[1]},\"key\""));

        assertThat(manifest.description()).isEmpty();
        assertThat(manifest.actuals()).isEmpty();
        assertThat(manifest.metrics()).isEmpty();
        assertThat(manifest.goldenSha256()).isNull();
        assertThat(manifest.tolerance()).isZero();
        assertThat(manifest.variables()).isEmpty();
        assertThat(manifest.toJson()).as("labels of before stay as they are").doesNotContain("variables");
        assertThat(manifest.input()).containsExactly(new Field("id", FieldType.STRING, false, false));
    }

    @Test
    void shouldNameEveryVariableThatARunLacks() {
        Manifest manifest = Manifest.parse(COMPLETE);

        manifest.needVariables(List.of("region", "HORIZON_DAYS", "more"), "");
        assertThat(catchThrowableOfType(
                        InferenceException.class,
                        () -> manifest.needVariables(List.of("b", "HORIZON_DAYS", "a"), "give it")))
                .hasMessage("audience-forecast 1.1.0-rc.1 needs region, got HORIZON_DAYS, a, b; give it")
                .returns(ExitCode.BAD_CONFIGURATION, InferenceException::exitCode);
        assertThat(catchThrowableOfType(InferenceException.class, () -> manifest.needVariables(List.of(), "give them")))
                .hasMessage("audience-forecast 1.1.0-rc.1 needs HORIZON_DAYS, region, got no variables; give them");
    }

    @Test
    void shouldReadALaterMinorOfTheSpecification() {
        assertThat(Manifest.parse(SMALLEST.replace("1.0\",\"name", "1.7\",\"name"))
                        .spec())
                .isEqualTo("1.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"spec\":\"1.0\" | \"spec\":\"2.0\" | spec: expected version 1.x of the specification, got 2.0",
                "\"spec\":\"1.0\" | \"spec\":\"10.0\" | spec: expected version 1.x of the specification, got 10.0",
            })
    void shouldRefuseAnotherMajorAsBadConfiguration(String part, String replacement, String message) {
        assertRefused(SMALLEST.replace(part, replacement), ExitCode.BAD_CONFIGURATION, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"spec\":\"1.0\" | \"spec\":1.0 | spec: expected a string, got 1.0",
                "\"spec\":\"1.0\" | \"spec\":\"one\" | spec: expected a version such as 1.0, got \"one\"",
                "\"spec\":\"1.0\",| ~~ | spec: expected a string, got nothing",
                "\"m\" | \"My Model\" | name: expected lower-case words",
                "\"1.0.0\" | \"v1.0.0\" | version: expected MAJOR.MINOR.PATCH such as 1.4.2, got \"v1.0.0\"",
                "[\"id\"] | [] | key: expected the fields that name a row, got none",
                "[\"id\"] | [\"id\",\"id\"] | key: field id stands twice",
                "[\"id\"] | [\"no\"] | key: field no must be an input and an output field",
                "[\"id\"] | \"id\" | key: expected a list, got \"id\"",
                "[\"id\"] | [7] | key: expected a list of strings, got 7",
                "\"output\":[{\"name\":\"id\",\"type\":\"string\"}] | \"output\":[] | output: expected at least one field",
                "\"output\":[{\"name\":\"id\",\"type\":\"string\"}] | \"output\":[{\"name\":\"id\",\"type\":\"int\"}]"
                        + " | key: field id must have one type in input and output",
                "\"type\":\"string\"}],\"output\" | \"type\":\"string\",\"nullable\":true}],\"output\""
                        + " | key: field id must not be nullable",
                "\"type\":\"string\"}],\"output\" | \"type\":\"text\"}],\"output\""
                        + " | input[0]: type: expected string, int, long, double, boolean, date or timestamp, got \"text\"",
                "\"type\":\"string\"}],\"output\" | \"type\":\"string\",\"nullable\":\"yes\"}],\"output\""
                        + " | input[0]: nullable: expected true or false, got \"yes\"",
                "\"type\":\"string\"}],\"output\" | \"type\":\"string\",\"nonFinite\":true}],\"output\""
                        + " | input[0]: field id: only a double may be non-finite, not string",
                "\"type\":\"string\"}],\"output\" | \"type\":\"string\"},{\"name\":\"id\",\"type\":\"int\"}],\"output\""
                        + " | input: field id stands twice",
                "\"key\" | \"actuals\":{\"y\":\"truth\"},\"key\" | actuals: y is not an output field",
                "\"key\" | \"actuals\":{\"id\":\"id\"},\"key\" | actuals: column id is an input field; the model would see it",
                "\"key\" | \"goldenSha256\":\"abc\",\"key\" | goldenSha256: expected 64 hexadecimal digits, got \"abc\"",
                "\"key\" | \"variables\":[\"A\",\"A\"],\"key\" | variables: A stands twice",
                "\"key\" | \"variables\":[\"1A\"],\"key\""
                        + " | variables: expected a name of the model's own such as HORIZON_DAYS, got \"1A\"",
                "\"key\" | \"variables\":[\"SLIPWAY_IN\"],\"key\""
                        + " | variables: expected a name of the model's own such as HORIZON_DAYS, got \"SLIPWAY_IN\"",
                "\"key\" | \"tolerance\":1,\"key\" | tolerance: expected a share such as 1e-9 or 0, got 1.0",
                "\"key\" | \"metrics\":[{\"metric\":\"rmse\",\"field\":\"id\"}],\"key\" | metrics[0]: metric rmse: expected min or max",
                "\"key\" | \"metrics\":[{\"metric\":\"rmse\",\"field\":\"id\",\"max\":1}],\"key\""
                        + " | metrics: rmse: field id must be an output field that actuals names; metrics: rmse: does not suit field id",
                "\"key\" | \"actuals\":{\"id\":\"truth\"},\"metrics\":[{\"metric\":\"auc\",\"field\":\"id\",\"max\":1}],\"key\""
                        + " | metrics: auc: expected one of [rmse, mae, mape, rmsle, r2, bias, accuracy]",
                "\"key\" | \"actuals\":{\"id\":\"truth\"},\"metrics\":[{\"metric\":\"accuracy\",\"field\":\"id\",\"max\":1},"
                        + "{\"metric\":\"accuracy\",\"field\":\"id\",\"min\":1}],\"key\" | metrics: accuracy stands twice",
            })
    void shouldRefuseWhatIsNoManifestAsADefect(String part, String replacement, String message) {
        assertThat(SMALLEST).contains(part);
        assertRefused(SMALLEST.replace(part, replacement), ExitCode.DEFECT, "manifest.json: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "[]", "{", "nonsense", "{\"spec\":"})
    void shouldRefuseWhatIsNoJsonObject(String json) {
        assertRefused(json, ExitCode.DEFECT, "manifest.json: expected a JSON object, got \"");
    }

    private static void assertRefused(String json, ExitCode code, String message) {
        InferenceException refusal = catchThrowableOfType(InferenceException.class, () -> Manifest.parse(json));
        assertThat(refusal).hasMessageContaining(message);
        assertThat(refusal.exitCode()).isEqualTo(code);
    }
}
