package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import java.util.List;

/** Other ways to write the same rows, which must give the same predictions. */
final class CsvRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "predict.columns-in-any-order",
                    "Columns are found by their names, in any order.",
                    bench -> same(bench, Way.REVERSED_COLUMNS)),
            new Rule(
                    "predict.extra-column-ignored",
                    "A column that the manifest does not name is ignored and listed in the report.",
                    CsvRules::extraColumn),
            new Rule(
                    "predict.bom-and-crlf",
                    "A byte order mark at the start and CRLF line ends change nothing.",
                    bench -> same(bench, Way.BOM_AND_CRLF)),
            new Rule("predict.quoted-fields", "Quotes around fields change nothing.", bench -> same(bench, Way.QUOTED)),
            new Rule(
                    "predict.quotes-and-commas-in-fields",
                    "A comma, a doubled quote or a line end inside quotes is part of the field.",
                    CsvRules::special),
            new Rule("predict.blank-lines-skipped", "Blank lines are skipped.", bench -> same(bench, Way.BLANK_LINES)),
            new Rule(
                    "predict.last-line-without-end",
                    "The last line need not have a line end.",
                    bench -> same(bench, Way.NO_LAST_END)),
            new Rule("predict.empty-is-null", "An empty field is null, quoted or not.", CsvRules::emptyIsNull));

    private CsvRules() {}

    private static void same(Bench bench, Way way) {
        if (!Harmless.together(bench)) {
            alone(bench, way);
        }
    }

    private static Trial alone(Bench bench, Way way) {
        return bench.predict(Setup.of(way.csv(bench.golden().rows())))
                .ends(ExitCode.DONE)
                .predictsAs(bench.golden().plain());
    }

    private static void extraColumn(Bench bench) {
        if (!Harmless.together(bench)) {
            Verdict.same(
                    "ignoredColumns",
                    List.of(Way.EXTRA),
                    alone(bench, Way.EXTRA_COLUMN).report().ignoredColumns());
        }
    }

    /** The key comes back, so it shows whether it was read whole. */
    private static void special(Bench bench) {
        Field key = bench.golden()
                .field(
                        "key field of type string",
                        field -> field.type() == FieldType.STRING
                                && bench.knownManifest().key().contains(field.name()));
        String value = "a, \"b\"\nc";
        Trial trial = bench.predict(Setup.of(bench.golden().rows().withBadRow(key.name(), value)))
                .ends(ExitCode.DONE);
        List<String> keys = trial.predictions().column(key.name());
        List<String> codes = trial.rejects().column("code");
        // The model itself may not want such a key; then the reject is its own and not one of the format.
        if (!codes.equals(List.of("model"))) {
            Verdict.same("last " + key.name(), value, keys.isEmpty() ? "no row" : keys.get(keys.size() - 1));
        }
    }

    /** A key is never nullable, so an empty one is a reject whichever way it is written. */
    private static void emptyIsNull(Bench bench) {
        if (WrongRows.together(bench)) {
            return;
        }
        Table rows = bench.golden().rows();
        Table bad = rows.withBadRow(bench.knownManifest().key().get(0), "");
        Trial trial = bench.predict(Setup.of(bad.csv() + quotedEmptyKey(bench)))
                .ends(ExitCode.DONE)
                .rows(rows.rows().size(), 2);
        Verdict.same(
                "codes of an empty key without quotes and with them",
                List.of("missing", "missing"),
                trial.rejects().column("code"));
    }

    /** A row whose key is empty, in quotes. */
    static String quotedEmptyKey(Bench bench) {
        Table rows = bench.golden().rows();
        String all = rows.withBadRow(bench.knownManifest().key().get(0), "").csv(",", "\n", Table.Quotes.EMPTY);
        return all.substring(rows.csv(",", "\n", Table.Quotes.EMPTY).length());
    }
}
