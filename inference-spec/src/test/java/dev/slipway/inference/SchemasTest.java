package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schemas and the library take and refuse the same documents. */
class SchemasTest {
    private static final String MANIFEST = """
            {"spec":"1.0","name":"m","version":"1.0.0","key":["id"],"input":[{"name":"id","type":"string"}],\
            "output":[{"name":"id","type":"string"},{"name":"y","type":"double","nonFinite":true}],\
            "actuals":{"y":"truth"},"metrics":[{"metric":"rmse","field":"y","max":1}],"tolerance":0}""";

    private static final String REQUEST = """
            {"spec":"1.0","runId":"r","asOf":"2026-11-20T06:00:00Z","files":["data.csv"],"rejectLimit":"1%"}""";

    @Test
    void shouldTakeWhatTheLibraryWrites(@TempDir Path folder) throws IOException {
        Image image = new Image(folder).data("id,x,n,actual_y,more\na,1,,3,\nb,?,,3,\n");
        image.run(Image.DOUBLING, "predict");

        assertThat(Schemas.violations("manifest", Manifest.parse(MANIFEST).toJson()))
                .isEmpty();
        assertThat(Schemas.violations("request", Files.readString(image.in().resolve(Request.FILE))))
                .isEmpty();
        assertThat(Schemas.violations("report", Files.readString(image.out().resolve(Report.FILE))))
                .isEmpty();
        assertThat(Schemas.violations("success", Files.readString(image.out().resolve(Success.FILE))))
                .isEmpty();
        image.clean().golden("id,x,n,actual_y\na,1,,2\n").run(Image.DOUBLING, "validate");
        assertThat(Schemas.violations("report", Files.readString(image.out().resolve(Report.FILE))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"1.0\"|\"1.7\"",
                "\"1.0\",|\"1.0\",\"future\":[1],",
                "\"1.0.0\"|\"1.0.0-rc.1\"",
                "\"max\":1|\"min\":0,\"max\":1",
                "\"tolerance\":0|\"tolerance\":1e-9",
                "\"tolerance\":0|\"goldenSha256\":null",
                "\"tolerance\":0|\"variables\":[\"HORIZON_DAYS\",\"_2\"]",
            })
    void shouldTakeTheManifestsThatTheLibraryTakes(String part, String replacement) {
        String json = replaced(MANIFEST, part, replacement);

        assertThat(Schemas.violations("manifest", json)).isEmpty();
        assertThat(Manifest.parse(json)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"1.0\"|\"2.0\"",
                "\"1.0\"|\"1\"",
                "\"1.0\"|1.0",
                "\"m\"|\"M\"",
                "\"m\"|\"abcdefghijklmnopqrstuvwxyz0123456\"",
                "\"1.0.0\"|\"v1.0.0\"",
                "\"1.0.0\"|\"1.0.0+build\"",
                "\"1.0.0\"|\"1.0\"",
                "[\"id\"]|[]",
                "[\"id\"]|[\"id\",\"id\"]",
                "\"type\":\"double\"|\"type\":\"float\"",
                "\"type\":\"double\"|\"type\":\"int\"",
                "{\"y\":\"truth\"}|{\"y\":1}",
                "\"rmse\"|\"auc\"",
                "\"max\":1|\"maximum\":1",
                "\"tolerance\":0|\"tolerance\":-1",
                "\"tolerance\":0|\"tolerance\":1",
                "\"tolerance\":0|\"goldenSha256\":\"ABC\"",
                "\"tolerance\":0|\"variables\":[\"A\",\"A\"]",
                "\"tolerance\":0|\"variables\":[\"HORIZON-DAYS\"]",
                "\"tolerance\":0|\"variables\":[\"SLIPWAY_IN\"]",
                "\"tolerance\":0|\"variables\":\"A\"",
            })
    void shouldRefuseTheManifestsThatTheLibraryRefuses(String part, String replacement) {
        String json = replaced(MANIFEST, part, replacement);

        assertThat(Schemas.violations("manifest", json)).isNotEmpty();
        assertThat(catchThrowable(() -> Manifest.parse(json))).isInstanceOf(InferenceException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"1%\"|\"100\"",
                "\"1%\"|\"0.25%\"",
                "\"1%\"|\"100%\"",
                "data.csv|a/b.c/data..csv",
                "06:00:00Z|06:00:00.123+01:00",
                "\"spec\"|\"deadline\":\"2026-11-20T08:00:00Z\",\"spec\"",
                "\"spec\"|\"deadline\":null,\"spec\"",
            })
    void shouldTakeTheRequestsThatTheLibraryTakes(String part, String replacement) {
        String json = replaced(REQUEST, part, replacement);

        assertThat(Schemas.violations("request", json)).isEmpty();
        assertThat(Request.parse(json)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"1%\"|\"101%\"",
                "\"1%\"|\"100.1%\"",
                "\"1%\"|\"1.5\"",
                "\"1%\"|\"-1\"",
                "\"1%\"|0.01",
                "data.csv|../data.csv",
                "data.csv|/data.csv",
                "data.csv|a/../data.csv",
                "data.csv|./data.csv",
                "data.csv|~~",
                "[\"data.csv\"]|[]",
                "[\"data.csv\"]|\"data.csv\"",
                "\"r\"|\" \"",
                "2026-11-20T06:00:00Z|2026-11-20",
                "2026-11-20T06:00:00Z|2026-11-20T06:00:00",
            })
    void shouldRefuseTheRequestsThatTheLibraryRefuses(String part, String replacement) {
        String json = replaced(REQUEST, part, replacement);

        assertThat(Schemas.violations("request", json)).isNotEmpty();
        assertThat(catchThrowable(() -> Request.parse(json))).isInstanceOf(InferenceException.class);
    }

    private static String replaced(String json, String part, String replacement) {
        assertThat(json).contains(part);
        return json.replace(part, replacement);
    }
}
