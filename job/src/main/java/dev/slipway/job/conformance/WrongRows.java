package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.FieldType;
import java.util.ArrayList;
import java.util.List;

/**
 * All rows that must be rejected, in one run among rows that must not, and a request that lets exactly so many be
 * rejected. Where anything is amiss each rule has to find out by a run of its own whether it is the one.
 */
final class WrongRows {
    private final Table rows;
    private final List<BadValue> values;
    private final byte[] csv;

    private WrongRows(Bench bench) {
        rows = bench.golden().rows();
        String key = bench.knownManifest().key().get(0);
        values = new ArrayList<>(BadValue.of(bench.knownManifest()));
        values.add(BadValue.longField(bench));
        values.add(
                new BadValue(bench.golden().field("key", field -> field.name().equals(key)), "", "missing"));
        bench.knownManifest().input().stream()
                .filter(field -> field.type() == FieldType.STRING)
                .findFirst()
                .ifPresent(field -> values.add(new BadValue(field, RejectRules.NO_UTF8, "encoding")));
        Table all = rows;
        for (BadValue bad : values) {
            all = all.withBadRow(bad.field().name(), bad.value());
        }
        String header = rows.headerOnly().csv();
        String text = all.csv().substring(header.length());
        csv = RejectRules.notUtf8(header
                + RejectRules.oneFieldTooMany(rows)
                + text
                + (rows.header().size() > 1 ? RejectRules.TOO_FEW : "")
                + CsvRules.quotedEmptyKey(bench));
    }

    /** Whether the one run shows that nothing is wrong. */
    static boolean together(Bench bench) {
        Trial plain = bench.golden().plain();
        return bench.shows("wrong rows", () -> {
            WrongRows wrong = new WrongRows(bench);
            Setup setup = Setup.of(wrong.csv)
                    .request("rejectLimit", "" + wrong.codes().size());
            try {
                return wrong.areRejected(bench.predict(setup)
                        .ends(ExitCode.DONE)
                        .predictsAs(plain)
                        .rejects());
            } catch (RuntimeException other) {
                return false;
            }
        });
    }

    private List<String> codes() {
        List<String> codes = new ArrayList<>(List.of("columns"));
        values.forEach(bad -> codes.add(bad.code()));
        if (rows.header().size() > 1) {
            codes.add("columns");
        }
        codes.add("missing");
        return codes;
    }

    private boolean areRejected(Table rejects) {
        RejectRules.refuseOtherLine(rejects, codes().size());
        for (BadValue bad : values) {
            bad.refuseOtherField(rejects, 1 + values.indexOf(bad));
        }
        return rejects.column("code").equals(codes());
    }
}
