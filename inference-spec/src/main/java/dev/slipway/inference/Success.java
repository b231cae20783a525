package dev.slipway.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last file that {@code predict} writes, {@code _SUCCESS}: without it nothing is published, and what it says of the
 * other files must be true.
 */
public record Success(
        String spec,
        String runId,
        String predictionsSha256,
        long predictionsRows,
        String rejectsSha256,
        long rejectsRows,
        String reportSha256) {
    /** Its name in the output folder. */
    public static final String FILE = "_SUCCESS";

    /** The predictions' name in the output folder. */
    public static final String PREDICTIONS = "predictions.csv";

    /** The rejects' name in the output folder. */
    public static final String REJECTS = "rejects.csv";

    /**
     * Reads the JSON form; unknown fields are ignored.
     *
     * @throws InferenceException 70 where it is not valid
     */
    public static Success parse(String json) {
        JsonObject object = JsonObject.parse(json, FILE, ExitCode.DEFECT);
        String spec = SpecVersion.check(object);
        JsonObject files = object.object("files");
        JsonObject predictions = files.object(PREDICTIONS);
        JsonObject rejects = files.object(REJECTS);
        return new Success(
                spec,
                object.text("runId"),
                predictions.text("sha256"),
                predictions.whole("rows"),
                rejects.text("sha256"),
                rejects.whole("rows"),
                files.object(Report.FILE).text("sha256"));
    }

    public String toJson() {
        Map<String, Object> files = new LinkedHashMap<>();
        files.put(PREDICTIONS, file(predictionsSha256, predictionsRows));
        files.put(REJECTS, file(rejectsSha256, rejectsRows));
        files.put(Report.FILE, Map.of("sha256", reportSha256));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("spec", spec);
        json.put("runId", runId);
        json.put("files", files);
        return JsonObject.write(json);
    }

    /**
     * Reads {@code _SUCCESS} in an output folder and proves that the files beside it have the hashes it names. Rows
     * are proven by whoever reads them.
     *
     * @throws InferenceException 70 where the file is missing, cannot be read, or says something untrue
     */
    public static Success verify(Path out) {
        Success success = read(out);
        success.prove(out);
        return success;
    }

    /**
     * Reads {@code _SUCCESS} in an output folder, and believes it.
     *
     * @throws InferenceException 70 where the file is missing or cannot be read
     */
    public static Success read(Path out) {
        return parse(text(out.resolve(FILE)));
    }

    /**
     * Proves that the files in an output folder have the hashes that this one names.
     *
     * @throws InferenceException 70 where one is missing, cannot be read, or has another hash
     */
    public void prove(Path out) {
        prove(out.resolve(PREDICTIONS), predictionsSha256);
        prove(out.resolve(REJECTS), rejectsSha256);
        prove(out.resolve(Report.FILE), reportSha256);
    }

    private static Map<String, Object> file(String sha256, long rows) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("sha256", sha256);
        file.put("rows", rows);
        return file;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InferenceException(
                    ExitCode.DEFECT, file + ": expected the image's last file, but it cannot be read: " + e, e);
        }
    }

    private static void prove(Path file, String expected) {
        String actual;
        try {
            actual = Sha256.of(file);
        } catch (IOException e) {
            throw new InferenceException(
                    ExitCode.DEFECT, file + ": _SUCCESS names this file, but it cannot be read: " + e, e);
        }
        if (!actual.equals(expected)) {
            throw new InferenceException(
                    ExitCode.DEFECT, file + ": expected SHA-256 " + expected + " as _SUCCESS has it, got " + actual);
        }
    }
}
