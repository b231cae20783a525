package dev.slipway.predictions;

import java.util.Collections;
import java.util.List;

/**
 * The first rows of what a major version shows just now.
 *
 * @param runId the run that they are of
 * @param fields the view's columns
 * @param rows a value per field: a number, a truth value, a text, or null; dates, timestamps (UTC) and doubles that are
 *     not finite are texts
 */
public record CurrentRows(String runId, List<String> fields, List<List<Object>> rows) {
    public CurrentRows {
        fields = List.copyOf(fields);
        rows = Collections.unmodifiableList(rows);
    }
}
