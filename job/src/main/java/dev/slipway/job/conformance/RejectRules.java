package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What {@code predict} does with rows that are wrong, each among rows that are right. */
final class RejectRules {
    private static final Set<FieldType> WHOLE = Set.of(FieldType.INT, FieldType.LONG);
    private static final int MEBIBYTE = 1 << 20;

    static final List<Rule> ALL = List.of(
            new Rule(
                    "predict.rejects-bad-row",
                    "A bad row is rejected and all others are predicted as without it.",
                    RejectRules::badRow),
            new Rule(
                    "predict.rejects-name-line",
                    "rejects.csv has file,line,field,code,reason and names the line where the row starts.",
                    RejectRules::namesLine),
            new Rule(
                    "predict.rejects-wrong-columns",
                    "A row with too few or too many fields is rejected with the code columns.",
                    RejectRules::wrongColumns),
            new Rule(
                    "predict.rejects-missing-value",
                    "A null in a field that is not nullable is rejected with the code missing.",
                    bench -> rejected(bench, notNull(bench), "", "missing")),
            new Rule(
                    "predict.rejects-other-type",
                    "A value that is not of its field's type is rejected with the code type.",
                    bench -> rejected(
                            bench,
                            bench.golden()
                                    .field("field of another type than string", f -> f.type() != FieldType.STRING),
                            "no such value",
                            "type")),
            new Rule(
                    "predict.rejects-overflow",
                    "A number too large for its field is rejected with the code range.",
                    RejectRules::overflow),
            new Rule(
                    "predict.rejects-non-finite",
                    "NaN and Infinity are rejected with the code not-finite, unless the field allows them.",
                    RejectRules::nonFinite),
            new Rule(
                    "predict.rejects-long-key",
                    "A key of more than 512 bytes is rejected with the code too-long.",
                    bench -> rejected(bench, stringKey(bench), "k".repeat(513), "too-long")),
            new Rule(
                    "predict.rejects-long-field",
                    "A field of more than 1 MiB is rejected with the code too-long, and memory holds.",
                    bench -> rejected(
                            bench, bench.golden().field("field", f -> true), "9".repeat(10 * MEBIBYTE), "too-long")),
            new Rule(
                    "predict.invalid-utf8-row",
                    "A row that is no UTF-8 is rejected with the code encoding.",
                    RejectRules::invalidUtf8));

    private RejectRules() {}

    private static Field stringKey(Bench bench) {
        List<String> key = bench.knownManifest().key();
        return bench.golden()
                .field("key field of type string", f -> f.type() == FieldType.STRING && key.contains(f.name()));
    }

    /** Better one that is no key: an empty key is another rule's matter already. */
    private static Field notNull(Bench bench) {
        List<String> key = bench.knownManifest().key();
        return bench.knownManifest().input().stream()
                .filter(field -> !field.nullable() && !key.contains(field.name()))
                .findFirst()
                .orElseGet(() -> bench.golden().field("field that must not be null", field -> !field.nullable()));
    }

    private static void rejected(Bench bench, Field field, String value, String code) {
        Table rows = bench.golden().rows();
        Trial trial = bench.predict(Setup.of(rows.withBadRow(field.name(), value)));
        trial.ends(ExitCode.DONE).rows(rows.rows().size(), 1).lastReject(code);
        String named = trial.rejects().column("field").get(0);
        // A key is too long as a whole.
        Verdict.same("field of the reject", named.isEmpty() && code.equals("too-long") ? "" : field.name(), named);
    }

    /** One field too many in the first row: every model can have such a row. */
    private static Trial withBadRow(Bench bench) {
        Table rows = bench.golden().rows();
        String line = rows.headerOnly().csv();
        String csv = line + String.join(",", bad(rows)) + "\n" + rows.csv().substring(line.length());
        return bench.predict(Setup.of(csv)).ends(ExitCode.DONE);
    }

    private static List<String> bad(Table rows) {
        List<String> bad = new ArrayList<>(rows.header());
        bad.add("one field too many");
        return bad;
    }

    private static void badRow(Bench bench) {
        withBadRow(bench)
                .rows(bench.golden().rows().rows().size(), 1)
                .predictsAs(bench.golden().plain());
    }

    private static void namesLine(Bench bench) {
        Table rejects = withBadRow(bench).rejects();
        Verdict.same("header of rejects.csv", List.of("file", "line", "field", "code", "reason"), rejects.header());
        Verdict.same(
                "file and line",
                List.of(List.of("data.csv"), List.of("2")),
                List.of(rejects.column("file"), rejects.column("line")));
        if (rejects.column("reason").get(0).isBlank()) {
            throw Verdict.broken("reason", "what was wrong with the row", "nothing");
        }
    }

    private static void wrongColumns(Bench bench) {
        withBadRow(bench).lastReject("columns");
        Table rows = bench.golden().rows();
        if (rows.header().size() > 1) {
            bench.predict(Setup.of(rows.csv() + "alone\n"))
                    .ends(ExitCode.DONE)
                    .rows(rows.rows().size(), 1)
                    .lastReject("columns");
        }
    }

    private static void overflow(Bench bench) {
        Field field = bench.golden().field("number", f -> f.type() == FieldType.DOUBLE || WHOLE.contains(f.type()));
        rejected(bench, field, field.type() == FieldType.DOUBLE ? "1e999" : "99999999999999999999", "range");
    }

    private static void nonFinite(Bench bench) {
        Field field =
                bench.golden().field("double that must be finite", f -> f.type() == FieldType.DOUBLE && !f.nonFinite());
        for (String value : List.of("NaN", "Infinity", "-Infinity")) {
            rejected(bench, field, value, "not-finite");
        }
    }

    private static void invalidUtf8(Bench bench) {
        Table rows = bench.golden().rows();
        Field field = bench.golden().field("field of type string", f -> f.type() == FieldType.STRING);
        String mark = "invalidutf8";
        byte[] csv = rows.withBadRow(field.name(), mark).bytes();
        int at = new String(csv, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(mark);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(csv, 0, at);
        bytes.write(0xC3);
        bytes.write(0x28);
        bytes.write(csv, at + mark.length(), csv.length - at - mark.length());
        bench.predict(Setup.of(bytes.toByteArray()))
                .ends(ExitCode.DONE)
                .rows(rows.rows().size(), 1)
                .lastReject("encoding");
    }
}
