package dev.slipway.predictions;

import com.grack.nanojson.JsonWriter;
import dev.slipway.inference.ModelName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What was current and what was held as files, for those who do not reach the database and shall not wake it: {@code
 * changes/<model>/v<major>/<seq>.json} with {@code model, major, seq, runId, version, asOf, reason, who, at}, and {@code
 * changes/<model>/v<major>/holds/<seq>.json} with {@code model, major, seq, version, held, reason, who, at}; each seq has
 * ten digits, so that names sort as numbers do. A file is written once and never changed.
 *
 * <p>The ledger is what counts. Whoever has changed it writes all files that are not there yet, so that what somebody
 * left out, because he was killed between the two, is made good by the next.
 */
public record ChangeFiles(Ledger ledger, Place place) {
    /** Where all files lie, and what a role that writes them must be allowed. */
    public static final String FOLDER = "changes/";

    /** A bucket or a folder. */
    public interface Place {
        /** The names of all files that begin so. */
        Set<String> list(String prefix);

        /** Writes a file where there is none of that name; one that is there stays as it is. */
        void add(String name, String text);
    }

    /** Writes the missing files of a model's major version and answers how many there were. */
    public int write(ModelName model, int major) {
        String folder = FOLDER + model + "/v" + major + "/";
        Map<String, Map<String, Object>> files = new LinkedHashMap<>();
        // Holds first: who reads a rollback then reads its hold, too.
        ledger.holds(model, major).forEach(hold -> files.put(name(folder + "holds/", hold.seq()), json(hold)));
        ledger.changes(model, major).forEach(change -> files.put(name(folder, change.seq()), json(change)));
        files.keySet().removeAll(place.list(folder));
        files.forEach((name, json) -> place.add(name, text(json)));
        return files.size();
    }

    private static String name(String folder, long seq) {
        return folder + String.format("%010d", seq) + ".json";
    }

    private static Map<String, Object> json(Change change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", change.model().value());
        json.put("major", change.major());
        json.put("seq", change.seq());
        json.put("runId", change.runId());
        json.put("version", change.version().toString());
        json.put("asOf", change.asOf().toString());
        json.put("reason", change.reason());
        json.put("who", change.who());
        json.put("at", change.changedAt().toString());
        return json;
    }

    private static Map<String, Object> json(HoldChange hold) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", hold.model().value());
        json.put("major", hold.major());
        json.put("seq", hold.seq());
        json.put("version", hold.version().toString());
        json.put("held", hold.held());
        json.put("reason", hold.reason());
        json.put("who", hold.who());
        json.put("at", hold.changedAt().toString());
        return json;
    }

    private static String text(Map<String, Object> json) {
        return JsonWriter.string(json) + "\n";
    }
}
