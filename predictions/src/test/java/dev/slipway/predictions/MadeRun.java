package dev.slipway.predictions;

import dev.slipway.inference.Manifest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * A run whose rows follow from its fields alone, so that a child process can write them and the test knows them. Each row
 * says how many rows its run has ({@code total}), and carries a number ({@code weight}) by whose sum one set of rows is
 * told from another.
 *
 * @param doubled how many rows at the end of the file have the keys of the first ones
 * @param rowChange see {@link Limits}; negative for none
 */
record MadeRun(
        String model,
        String version,
        String id,
        Instant asOf,
        int rows,
        int doubled,
        long minRows,
        double rowChange,
        int keep) {
    static final List<String> FIELDS = List.of("id", "run", "total", "weight");

    /** What minor version 1.1.0 adds. */
    static final String SHARE = "share";

    private static final int KEYS = 4800;

    int major() {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    boolean hasShare() {
        return version.startsWith("1.1.");
    }

    Manifest manifest() {
        String[] fields = {"id:string", "run:string", "total:long", "weight:long", "share:double?"};
        return Runs.manifest(
                model,
                version,
                hasShare() ? fields : List.of(fields).subList(0, 4).toArray(new String[0]));
    }

    Limits limits() {
        return new Limits(minRows, rowChange < 0 ? OptionalDouble.empty() : OptionalDouble.of(rowChange), keep);
    }

    /** The rows that are published, by key: the values of {@link #FIELDS} and {@link #SHARE} as PostgreSQL writes them. */
    Map<String, Map<String, String>> content() {
        Random random = new Random(id.hashCode());
        Map<String, Map<String, String>> content = new LinkedHashMap<>();
        while (content.size() < rows) {
            String key = "k" + random.nextInt(KEYS);
            long weight = random.nextLong() >>> 16;
            if (!content.containsKey(key)) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("id", key);
                row.put("run", id);
                row.put("total", String.valueOf(rows));
                row.put("weight", String.valueOf(weight));
                row.put(SHARE, hasShare() && weight % 3 != 0 ? String.valueOf(weight % 100 + 0.5) : null);
                content.put(key, row);
            }
        }
        return content;
    }

    /** What the image of such a run writes. */
    String csv() {
        StringBuilder csv = new StringBuilder("id,run,total,weight").append(hasShare() ? ",share\n" : "\n");
        content().values().forEach(row -> line(csv, row, row.get("weight")));
        content().values().stream().limit(doubled).forEach(row -> line(csv, row, "1"));
        return csv.toString();
    }

    private void line(StringBuilder csv, Map<String, String> row, String weight) {
        csv.append(row.get("id"))
                .append(',')
                .append(id)
                .append(',')
                .append(rows)
                .append(',')
                .append(weight);
        if (hasShare()) {
            csv.append(',').append(row.get(SHARE) == null ? "" : row.get(SHARE));
        }
        csv.append('\n');
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put("version", version);
        json.put("id", id);
        json.put("asOf", asOf.toString());
        json.put("rows", rows);
        json.put("doubled", doubled);
        json.put("minRows", minRows);
        json.put("rowChange", rowChange);
        json.put("keep", keep);
        return json;
    }

    static MadeRun of(Map<String, Object> json) {
        return new MadeRun(
                (String) json.get("model"),
                (String) json.get("version"),
                (String) json.get("id"),
                Instant.parse((String) json.get("asOf")),
                ((Number) json.get("rows")).intValue(),
                ((Number) json.get("doubled")).intValue(),
                ((Number) json.get("minRows")).longValue(),
                ((Number) json.get("rowChange")).doubleValue(),
                ((Number) json.get("keep")).intValue());
    }
}
