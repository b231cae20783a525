package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code request.json}, {@code report.json} and {@code _SUCCESS}. */
class FilesOfARunTest {
    private static final String REQUEST = """
            {"spec":"1.0","runId":"r","asOf":"2026-11-20T06:00:00Z","deadline":"2026-11-20T08:00:00Z",\
            "files":["data.csv"],"rejectLimit":"1%"}""";

    @TempDir
    private Path folder;

    @Test
    void shouldWriteTheRequestThatItRead() {
        assertThat(Request.parse(REQUEST).toJson()).isEqualTo(REQUEST);
    }

    @Test
    void shouldReadARequestWithoutDeadlineAndLimitAndWithAnOffset() {
        Request request = Request.parse("""
                {"spec":"1.3","runId":"r","asOf":"2026-11-20T06:00:00+01:00","files":["a/b.csv"],"future":1}""");

        assertThat(request.asOf()).isEqualTo("2026-11-20T05:00:00Z");
        assertThat(request.deadline()).isNull();
        assertThat(request.rejectLimit()).hasToString("1%");
        assertThat(Request.parse(request.toJson())).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"runId\":\"r\"|\"runId\":\" \"|runId: expected a name for the run, got \" \"",
                "\"runId\":\"r\",|~~|runId: expected a string, got nothing",
                "2026-11-20T06:00:00Z|2026-11-20|asOf: expected a time with an offset such as",
                "2026-11-20T08:00:00Z|soon|deadline: expected a time with an offset such as",
                "[\"data.csv\"]|[]|files: expected at least one file name",
                "data.csv|/etc/passwd|files: expected a path inside the input folder such as data.csv, got \"/etc/passwd\"",
                "data.csv|../x.csv|files: expected a path inside the input folder",
                "data.csv|a/../../x.csv|files: expected a path inside the input folder",
                "1%|101%|rejectLimit: expected a share such as 1% or a number of rows such as 100, got \"101%\"",
            })
    void shouldRefuseWhatIsNoRequestAsBadConfiguration(String part, String replacement, String message) {
        InferenceException refusal =
                catchThrowableOfType(InferenceException.class, () -> Request.parse(REQUEST.replace(part, replacement)));

        assertThat(refusal).hasMessageContaining("request.json: " + message);
        assertThat(refusal.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void shouldWriteTheReportThatItRead() {
        String json = """
                {"spec":"1.0","verb":"predict","model":"m","version":"1.0.0","runId":"r",\
                "started":"2026-11-20T06:00:00.120Z","ended":"2026-11-20T06:01:00Z","rowsRead":4,"rowsPredicted":1,\
                "rowsRejected":3,"rejects":{"missing":1,"type":2},"ignoredColumns":["b","a"],\
                "metrics":{"rmse":0.25,"bias":-1},"passed":true}""";

        assertThat(Report.parse(json).toJson()).isEqualTo(json);
        assertThat(Report.parse(json).metrics()).isEqualTo(Map.of("rmse", 0.25, "bias", -1.0));
        assertThat(Report.parse(json).ignoredColumns()).isEqualTo(List.of("b", "a"));
    }

    @Test
    void shouldWriteTheSuccessThatItRead() throws IOException {
        Success success = success();

        assertThat(Success.parse(success.toJson())).isEqualTo(success);
        assertThat(Success.verify(folder)).isEqualTo(success);
    }

    @ParameterizedTest
    @ValueSource(strings = {"predictions.csv", "rejects.csv", "report.json"})
    void shouldProveEveryFile(String file) throws IOException {
        success();
        Files.writeString(folder.resolve(file), "changed");
        InferenceException changed = refusal();
        Files.delete(folder.resolve(file));
        InferenceException missing = refusal();

        assertThat(changed).hasMessageContaining(file + ": expected SHA-256");
        assertThat(missing).hasMessageContaining(file + ": _SUCCESS names this file, but it cannot be read");
    }

    @Test
    void shouldCallAFolderWithoutSuccessADefect() throws IOException {
        assertThat(refusal()).hasMessageContaining("_SUCCESS: expected the image's last file, but it cannot be read");
        Files.writeString(folder.resolve("_SUCCESS"), "{\"spec\":\"1.0\",\"runId\":\"r\"}");
        assertThat(refusal()).hasMessageContaining("_SUCCESS: files: expected an object, got nothing");
    }

    private Success success() throws IOException {
        Success success = new Success(
                "1.0",
                "r",
                HashedFile.write(folder.resolve("predictions.csv"), "p"),
                3,
                HashedFile.write(folder.resolve("rejects.csv"), "r"),
                1,
                HashedFile.write(folder.resolve("report.json"), "{}"));
        Files.writeString(folder.resolve("_SUCCESS"), success.toJson());
        return success;
    }

    private InferenceException refusal() {
        InferenceException refusal = catchThrowableOfType(InferenceException.class, () -> Success.verify(folder));
        assertThat(refusal.exitCode()).isEqualTo(ExitCode.DEFECT);
        return refusal;
    }
}
