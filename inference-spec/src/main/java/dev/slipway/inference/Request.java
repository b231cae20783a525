package dev.slipway.inference;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run asks of an image: {@code request.json} in the input folder.
 *
 * @param asOf the moment that the prediction is made for; models use it instead of the clock, so that a run can be
 *     repeated
 * @param deadline when the runner will stop the image; null where it will not
 * @param files the data files, relative to the input folder, in the order in which they are read
 * @param rejectLimit where the JSON has none, {@code 1%}
 */
public record Request(
        String spec, String runId, Instant asOf, Instant deadline, List<String> files, RejectLimit rejectLimit) {
    /** The request's name in the input folder. */
    public static final String FILE = "request.json";

    private static final RejectLimit DEFAULT_LIMIT = RejectLimit.parse("1%");

    public Request {
        files = List.copyOf(files);
        if (runId.isBlank()) {
            throw new IllegalArgumentException("runId: expected a name for the run, got \"" + runId + '"');
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("files: expected at least one file name such as data.csv, got none");
        }
        files.forEach(Request::staysInside);
    }

    /**
     * Reads the JSON form; unknown fields are ignored.
     *
     * @throws InferenceException 78 where it is no valid request or another major of the specification is meant
     */
    public static Request parse(String json) {
        JsonObject object = JsonObject.parse(json, FILE, ExitCode.BAD_CONFIGURATION);
        String spec = SpecVersion.check(object);
        return object.checked(
                "",
                () -> new Request(
                        spec,
                        object.text("runId"),
                        object.value("asOf", JsonObject::instant),
                        object.value("deadline", JsonObject::instant, null),
                        object.texts("files"),
                        object.value("rejectLimit", RejectLimit::parse, DEFAULT_LIMIT)));
    }

    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("spec", spec);
        json.put("runId", runId);
        json.put("asOf", asOf.toString());
        if (deadline != null) {
            json.put("deadline", deadline.toString());
        }
        json.put("files", files);
        json.put("rejectLimit", rejectLimit.toString());
        return JsonObject.write(json);
    }

    private static void staysInside(String file) {
        Path path = Path.of(file);
        if (path.isAbsolute() || file.isEmpty() || !path.normalize().equals(path) || path.startsWith("..")) {
            throw new IllegalArgumentException(
                    "files: expected a path inside the input folder such as data.csv, got " + Cut.quoted(file));
        }
    }
}
