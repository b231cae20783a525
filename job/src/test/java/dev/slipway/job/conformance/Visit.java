package dev.slipway.job.conformance;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.Success;
import dev.slipway.job.runtime.ImageCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** One call of an image, as a defect meets it: what goes in, and what came out, to be changed. */
final class Visit {
    final ImageCall call;
    private final String file;
    int status = -1;
    String stdout = "";
    String stderr = "";

    Visit(ImageCall call) {
        this(call, "data.csv");
    }

    private Visit(ImageCall call, String file) {
        this.call = call;
        this.file = file;
    }

    /** The same call, once for each file that its request names: what is wrong with one file is wrong with them all. */
    boolean any(Predicate<Visit> where) {
        return where.test(this)
                || request().get("files") instanceof List<?> files
                        && files.stream().anyMatch(name -> where.test(new Visit(call, name.toString())));
    }

    boolean is(String verb) {
        return call.arguments().equals(List.of(verb));
    }

    /** The text of the input file; empty where there is none. */
    String data() {
        return read(call.in(), file);
    }

    String header() {
        return data().lines().findFirst().orElse("");
    }

    String read(Path folder, String name) {
        try {
            Path file = folder == null ? null : folder.resolve(name);
            return file != null && Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Map<String, Object> request() {
        return json(read(call.in(), "request.json"));
    }

    void request(Consumer<Map<String, Object>> change) {
        Map<String, Object> request = request();
        if (!request.isEmpty()) {
            change.accept(request);
            write(call.in(), "request.json", text(request));
        }
    }

    String out(String name) {
        return read(call.out(), name);
    }

    /** Changes a file in out/ and makes {@code _SUCCESS} true again. */
    void out(String name, UnaryOperator<String> change) {
        String old = out(name);
        String changed = change.apply(old);
        if (!changed.equals(old)) {
            write(call.out(), name, changed);
            String success = out(Success.FILE);
            if (!success.isEmpty() && !name.equals(Success.FILE)) {
                write(call.out(), Success.FILE, success.replace(sha256(old), sha256(changed)));
            }
        }
    }

    void report(Consumer<Map<String, Object>> change) {
        out("report.json", old -> {
            Map<String, Object> report = json(old);
            if (report.isEmpty()) {
                return old;
            }
            change.accept(report);
            return text(report);
        });
    }

    void write(Path folder, String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Map<String, Object> json(String text) {
        try {
            return text.isEmpty() ? Map.of() : JSON.std.mapFrom(text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String text(Map<String, Object> json) {
        try {
            return JSON.std.asString(json);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
