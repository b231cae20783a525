package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What {@code predict} does with rows that are wrong, each among rows that are right. */
final class RejectRules {
    /** Stands where {@link #notUtf8} puts bytes that are no text. */
    static final String NO_UTF8 = "invalidutf8";

    static final String TOO_FEW = "alone\n";

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
                    bench -> BadValue.longField(bench).rejected(bench)),
            new Rule(
                    "predict.invalid-utf8-row",
                    "A row that is no UTF-8 is rejected with the code encoding.",
                    RejectRules::invalidUtf8));

    private RejectRules() {}

    /** A row with one field too many, which every model can have. */
    static String oneFieldTooMany(Table rows) {
        return String.join(",", rows.header()) + ",one field too many\n";
    }

    private static Trial withBadRow(Bench bench) {
        Table rows = bench.golden().rows();
        String header = rows.headerOnly().csv();
        String csv = header + oneFieldTooMany(rows) + rows.csv().substring(header.length());
        return bench.once("one field too many", () -> bench.predict(Setup.of(csv)))
                .ends(ExitCode.DONE);
    }

    private static void badRow(Bench bench) {
        if (!WrongRows.together(bench)) {
            withBadRow(bench)
                    .rows(bench.golden().rows().rows().size(), 1)
                    .predictsAs(bench.golden().plain());
        }
    }

    private static void namesLine(Bench bench) {
        if (!WrongRows.together(bench)) {
            refuseOtherLine(withBadRow(bench).rejects(), 1);
        }
    }

    /** Refuses rejects of another number, and a first one that is not of the first row or does not say why. */
    static void refuseOtherLine(Table rejects, int count) {
        Verdict.same("header of rejects.csv", List.of("file", "line", "field", "code", "reason"), rejects.header());
        Verdict.same("rows in rejects.csv", count, rejects.rows().size());
        Verdict.same(
                "file and line",
                List.of("data.csv", "2"),
                List.of(rejects.column("file").get(0), rejects.column("line").get(0)));
        if (rejects.column("reason").get(0).isBlank()) {
            throw Verdict.broken("reason", "what was wrong with the row", "nothing");
        }
    }

    private static void wrongColumns(Bench bench) {
        if (WrongRows.together(bench)) {
            return;
        }
        withBadRow(bench).lastReject("columns");
        Table rows = bench.golden().rows();
        if (rows.header().size() > 1) {
            bench.predict(Setup.of(rows.csv() + TOO_FEW))
                    .ends(ExitCode.DONE)
                    .rows(rows.rows().size(), 1)
                    .lastReject("columns");
        }
    }

    private static void invalidUtf8(Bench bench) {
        Table rows = bench.golden().rows();
        Field field = bench.golden().field("field of type string", f -> f.type() == FieldType.STRING);
        if (!WrongRows.together(bench)) {
            bench.predict(Setup.of(
                            notUtf8(rows.withBadRow(field.name(), NO_UTF8).csv())))
                    .ends(ExitCode.DONE)
                    .rows(rows.rows().size(), 1)
                    .lastReject("encoding");
        }
    }

    /** The text in UTF-8, but for the one place. */
    static byte[] notUtf8(String csv) {
        int at = csv.indexOf(NO_UTF8);
        if (at < 0) {
            return csv.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(csv.substring(0, at).getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[] {(byte) 0xC3, 0x28});
        bytes.writeBytes(csv.substring(at + NO_UTF8.length()).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
