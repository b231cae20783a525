package dev.slipway.job.conformance;

import dev.slipway.inference.Manifest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a trial of {@code predict} finds when it starts: the files of {@code in/}, the request, and {@code out/}. */
final class Setup {
    static final String RUN_ID = "conformance";

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, Object> request = new LinkedHashMap<>();
    private boolean withRequest = true;
    private boolean outEmpty = true;

    private Setup() {
        request.put("spec", Manifest.SPEC);
        request.put("runId", RUN_ID);
        request.put("asOf", "2026-11-20T06:00:00Z");
        request.put("deadline", Instant.now().plus(Bench.LIMIT).toString());
        request.put("files", new ArrayList<>());
        request.put("rejectLimit", "100%");
    }

    /** One file, and a request that lets every row be rejected. */
    static Setup of(byte[] csv) {
        return named("data.csv", csv);
    }

    static Setup named(String name, byte[] csv) {
        return empty().file(name, csv);
    }

    /** No file yet. */
    static Setup empty() {
        return new Setup();
    }

    static Setup of(String csv) {
        return of(csv.getBytes(StandardCharsets.UTF_8));
    }

    static Setup of(Table table) {
        return of(table.bytes());
    }

    /** One more file, named in the request. */
    Setup file(String name, byte[] content) {
        files.put(name, content);
        request.put("files", List.copyOf(files.keySet()));
        return this;
    }

    Setup request(String field, Object value) {
        request.put(field, value);
        return this;
    }

    Setup withoutRequest() {
        withRequest = false;
        return this;
    }

    Setup withFileInOut() {
        outEmpty = false;
        return this;
    }

    Map<String, byte[]> files() {
        return files;
    }

    Map<String, Object> request() {
        return withRequest ? request : null;
    }

    boolean outEmpty() {
        return outEmpty;
    }
}
