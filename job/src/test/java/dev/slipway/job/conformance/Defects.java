package dev.slipway.job.conformance;

import dev.slipway.job.conformance.BrokenRuntime.Defect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** For every rule that one process can show: an image that breaks it, and no other. */
final class Defects {
    private static final String GOLDEN_HEADER = "id,day,size,count,note";

    private Defects() {}

    static List<Defect> all() {
        return List.of(
                Defect.ends("describe.prints-manifest", 70, visit -> visit.is("describe")),
                Defect.after("describe.json-only-on-stdout", visit -> describe(visit, text -> "loading\n" + text)),
                changing(),
                Defect.after(
                        "describe.golden-hash-true",
                        visit -> describe(
                                visit,
                                text -> text.replaceAll(
                                        "\"goldenSha256\":\"[0-9a-f]*\"",
                                        "\"goldenSha256\":\"" + "0".repeat(64) + "\""))),
                Defect.ends("verb.unknown-is-usage", 70, visit -> visit.is("frobnicate")),
                Defect.ends("verb.missing-is-usage", 0, visit -> visit.call
                        .arguments()
                        .isEmpty()),
                Defect.after("verb.usage-on-stderr", visit -> {
                    if (visit.status == 64) {
                        visit.stdout = visit.stderr;
                    }
                }),
                Defect.ends("validate.passes", 70, visit -> visit.is("validate")),
                Defect.after("validate.writes-report", visit -> {
                    if (visit.is("validate")) {
                        visit.report(report -> report.put("model", "another-model"));
                    }
                }),
                Defect.after("validate.keeps-thresholds", visit -> {
                    if (visit.is("validate")) {
                        visit.report(report -> report.put("metrics", Map.of("rmse", 99.0)));
                    }
                }),
                Defect.ends(
                        "predict.golden-is-done", 70, visit -> visit.is("predict") && visit.status < 0 && good(visit)),
                Defect.after("predict.writes-success-last", Defects::touchPredictions),
                Defect.after(
                        "predict.success-hashes-true",
                        visit -> visit.out(
                                "_SUCCESS",
                                text -> text.replaceFirst(
                                        "\"sha256\":\"[0-9a-f]{64}\"", "\"sha256\":\"" + "0".repeat(64) + "\""))),
                Defect.after(
                        "predict.success-rows-true",
                        visit -> visit.out("_SUCCESS", text -> text.replaceFirst("\"rows\":(\\d+)", "\"rows\":1$1"))),
                Defect.after(
                        "predict.writes-report",
                        visit -> visit.report(report -> {
                            if (report.get("verb").equals("predict")) {
                                report.put("runId", "another run");
                            }
                        })),
                Defect.after("predict.counts-add-up", visit -> {
                    if (visit.status == 0) {
                        visit.report(report -> report.put("rowsRead", 1 + (int) report.get("rowsRead")));
                    }
                }),
                Defect.after(
                        "predict.header-as-manifest",
                        visit -> visit.out(
                                "predictions.csv", text -> text.replaceFirst("id,day,score", "id,day,points"))),
                Defect.after(
                        "predict.values-as-manifest",
                        visit -> visit.out(
                                "predictions.csv", text -> text.replaceAll("(?m)^(row-01,.*),[^,]*$", "$1,high"))),
                Defect.after(
                        "predict.output-in-input-order",
                        visit -> visit.out("predictions.csv", text -> {
                            List<String> rows = text.lines().skip(1).toList();
                            return rows.isEmpty() || text.contains("\"")
                                    ? text
                                    : "id,day,score\n" + String.join("\n", new TreeSet<>(rows)) + "\n";
                        })),
                Defect.after("predict.backtest-has-metrics", visit -> {
                    if (visit.is("predict")) {
                        visit.report(report -> report.put("metrics", Map.of()));
                    }
                }),
                forgetful(),
                Defect.ends(
                        "predict.no-request-is-78",
                        70,
                        visit -> visit.is("predict") && visit.request().isEmpty()),
                Defect.before(
                        "predict.other-spec-major-is-78",
                        visit -> visit.request(request -> {
                            if (request.get("spec").equals("2.0")) {
                                request.put("spec", "1.0");
                            }
                        })),
                Defect.ends("predict.newer-spec-minor-is-read", 78, visit -> "1.9"
                        .equals(visit.request().get("spec"))),
                Defect.ends("predict.ignores-unknown-fields", 78, visit -> visit.request()
                        .containsKey("colour")),
                Defect.before("predict.out-not-empty-is-78", visit -> delete(visit, "earlier.csv")),
                Defect.after("predict.reads-input-only", visit -> visit.write(visit.call.in(), "cache", "x")),
                Defect.ends(
                        "predict.header-only-is-done", 65, visit -> visit.data().equals(GOLDEN_HEADER + "\n")),
                Defect.before(
                        "predict.files-in-order",
                        visit -> visit.request(
                                request -> request.put("files", List.copyOf(new TreeSet<>(names(request)))))),
                Defect.ends(
                        "predict.empty-file-is-65",
                        70,
                        visit -> names(visit.request()).equals(List.of("data.csv"))
                                && visit.data().isEmpty()),
                Defect.ends("predict.missing-file-is-65", 70, visit -> names(visit.request())
                        .contains("absent.csv")),
                Defect.after("predict.missing-column-is-65", visit -> {
                    if (visit.header().equals("day,size,count,note")) {
                        visit.status = 70;
                    }
                }),
                Defect.after("predict.failure-tells-why", visit -> {
                    if (visit.is("predict") && visit.status != 0) {
                        visit.stderr = "something is wrong";
                    }
                }),
                Defect.ends("predict.doubled-column-is-65", 70, visit -> doubled(visit.header())),
                Defect.ends("predict.wrong-delimiter-is-65", 70, visit -> visit.header()
                        .contains(";")),
                Defect.ends("predict.unclosed-quote-is-65", 70, visit -> visit.data()
                        .endsWith("\"never closed,\n")),
                Defect.ends(
                        "predict.columns-in-any-order",
                        65,
                        visit -> visit.header().startsWith("note")
                                // Half of the rows stand so in a second file, for another rule.
                                && visit.data().contains("row-01")),
                Defect.after("predict.extra-column-ignored", visit -> {
                    if (visit.any(file -> file.header().contains(Way.EXTRA))) {
                        visit.report(report -> report.put("ignoredColumns", List.of()));
                    }
                }),
                Defect.ends("predict.bom-and-crlf", 65, visit -> visit.data().contains("\r\n")),
                Defect.ends("predict.quoted-fields", 65, visit -> visit.data().startsWith("\"")),
                Defect.after(
                        "predict.quotes-and-commas-in-fields",
                        visit -> visit.out("predictions.csv", text -> text.replace("\"\"b\"\"", "b"))),
                Defect.ends(
                        "predict.blank-lines-skipped", 65, visit -> visit.data().contains("\n\n")),
                Defect.ends(
                        "predict.last-line-without-end",
                        65,
                        visit -> !visit.data().isEmpty() && !visit.data().endsWith("\n")),
                Defect.recodes("predict.empty-is-null", "missing", "type", visit -> visit.data()
                        .contains(",\"\"\n")),
                Defect.after("predict.rejects-bad-row", visit -> {
                    if (visit.out("rejects.csv").contains("data.csv,2,,columns")) {
                        visit.out("predictions.csv", text -> text.replaceFirst("[^\n]*\n$", ""));
                    }
                }),
                Defect.after(
                        "predict.rejects-name-line",
                        visit -> visit.out("rejects.csv", text -> text.replace("data.csv,2,", "data.csv,1,"))),
                Defect.recodes("predict.rejects-wrong-columns", "columns", "type", visit -> true),
                Defect.recodes("predict.rejects-missing-value", "size,missing", "size,type", visit -> true),
                Defect.recodes("predict.rejects-other-type", "type", "model", visit -> true),
                Defect.recodes("predict.rejects-overflow", "range", "type", visit -> true),
                Defect.recodes("predict.rejects-non-finite", "not-finite", "type", visit -> true),
                Defect.after("predict.rejects-long-key", visit -> recodeTooLong(visit, "a key of")),
                Defect.after("predict.rejects-long-field", visit -> recodeTooLong(visit, "999")),
                Defect.recodes("predict.invalid-utf8-row", "encoding", "type", visit -> true),
                limit("predict.reject-limit-is-65", "1", visit -> visit.status = 0),
                limit(
                        "predict.reject-limit-at-the-end",
                        "1",
                        visit -> visit.out(
                                "rejects.csv",
                                text -> text.substring(0, text.indexOf('\n', text.indexOf('\n') + 1) + 1))),
                Defect.after("predict.reject-limit-not-exceeded", visit -> {
                    String limit = String.valueOf(visit.request().get("rejectLimit"));
                    if (limit.equals(String.valueOf(lines(visit, "rejects.csv") - 1))) {
                        visit.status = 65;
                    }
                }),
                limit("predict.reject-limit-as-share", "0%", visit -> visit.status = 0));
    }

    private static void describe(Visit visit, UnaryOperator<String> change) {
        if (visit.is("describe")) {
            visit.stdout = change.apply(visit.stdout);
        }
    }

    private static Defect changing() {
        AtomicInteger calls = new AtomicInteger();
        return Defect.after(
                "describe.same-bytes-twice",
                visit -> describe(
                        visit, text -> text.replaceFirst("\\{", "{\"call\":" + calls.incrementAndGet() + ",")));
    }

    /** The same rows a second time, and the last prediction is another one. */
    private static Defect forgetful() {
        Set<String> seen = Collections.synchronizedSet(new HashSet<>());
        return Defect.after("predict.same-bytes-twice", visit -> {
            if (visit.is("predict") && visit.status == 0 && !visit.data().isEmpty() && !seen.add(visit.data())) {
                visit.out("predictions.csv", text -> text.replaceFirst("\\.0\n$", ".5\n"));
            }
        });
    }

    private static Defect limit(String rule, String limit, Consumer<Visit> change) {
        return Defect.after(rule, visit -> {
            if (limit.equals(visit.request().get("rejectLimit"))) {
                change.accept(visit);
            }
        });
    }

    /** Gives another code to what is too long, told by the reason. */
    private static void recodeTooLong(Visit visit, String reason) {
        visit.out("rejects.csv", text -> text.replaceAll(",too-long,(.*" + reason + ")", ",type,$1"));
    }

    private static boolean good(Visit visit) {
        return visit.data().startsWith(GOLDEN_HEADER);
    }

    private static boolean doubled(String header) {
        List<String> names = List.of(header.split(","));
        return new HashSet<>(names).size() < names.size();
    }

    private static List<String> names(Map<String, Object> request) {
        return request.get("files") instanceof List<?> files
                ? files.stream().map(Object::toString).toList()
                : List.of();
    }

    private static long lines(Visit visit, String name) {
        return visit.out(name).lines().count();
    }

    private static void touchPredictions(Visit visit) {
        try {
            if (visit.is("predict") && visit.status == 0) {
                Files.setLastModifiedTime(
                        visit.call.out().resolve("predictions.csv"),
                        FileTime.from(Instant.now().plusSeconds(10)));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Visit visit, String name) {
        try {
            Files.deleteIfExists(visit.call.out().resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
