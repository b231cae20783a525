package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** What {@code predict} does with rows that are wrong, each among rows that are right. */
final class RejectRules {
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
                    bench -> BadValue.rejected(bench, "missing", "field that must not be null")),
            new Rule(
                    "predict.rejects-other-type",
                    "A value that is not of its field's type is rejected with the code type.",
                    bench -> BadValue.rejected(bench, "type", "field of another type than string")),
            new Rule(
                    "predict.rejects-overflow",
                    "A number too large for its field is rejected with the code range.",
                    bench -> BadValue.rejected(bench, "range", "number")),
            new Rule(
                    "predict.rejects-non-finite",
                    "NaN and Infinity are rejected with the code not-finite, unless the field allows them.",
                    bench -> BadValue.rejected(bench, "not-finite", "double that must be finite")),
            new Rule(
                    "predict.rejects-long-key",
                    "A key of more than 512 bytes is rejected with the code too-long.",
                    bench -> BadValue.rejected(bench, "too-long", "key field of type string")),
            new Rule(
                    "predict.rejects-long-field",
                    "A field of more than 1 MiB is rejected with the code too-long, and memory holds.",
                    bench -> new BadValue(
                                    bench.golden().field("field", f -> true), "9".repeat(10 * MEBIBYTE), "too-long")
                            .rejectedAlone(bench)),
            new Rule(
                    "predict.invalid-utf8-row",
                    "A row that is no UTF-8 is rejected with the code encoding.",
                    RejectRules::invalidUtf8));

    private RejectRules() {}

    /** One field too many in the first row: every model can have such a row. */
    private static Trial withBadRow(Bench bench) {
        Table rows = bench.golden().rows();
        String line = rows.headerOnly().csv();
        String csv = line + String.join(",", bad(rows)) + "\n" + rows.csv().substring(line.length());
        return bench.once("one field too many", () -> bench.predict(Setup.of(csv)))
                .ends(ExitCode.DONE);
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
