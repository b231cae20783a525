package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A value that makes its row a reject. */
record BadValue(Field field, String value, String code) {
    private static final Set<FieldType> WHOLE = Set.of(FieldType.INT, FieldType.LONG);
    private static final String SHARED = "bad values";

    /** All that a model of this manifest can be tried with. */
    static List<BadValue> of(Manifest manifest) {
        List<BadValue> all = new ArrayList<>();
        Predicate<Field> isKey = field -> manifest.key().contains(field.name());
        // Better one that is no key: an empty key is another rule's matter already.
        add(all, manifest, field -> !field.nullable() && !isKey.test(field), "", "missing");
        if (all.isEmpty()) {
            add(all, manifest, field -> !field.nullable(), "", "missing");
        }
        add(all, manifest, field -> field.type() != FieldType.STRING, "no such value", "type");
        manifest.input().stream()
                .filter(field -> field.type() == FieldType.DOUBLE || WHOLE.contains(field.type()))
                .findFirst()
                .ifPresent(field -> all.add(new BadValue(
                        field, field.type() == FieldType.DOUBLE ? "1e999" : "99999999999999999999", "range")));
        for (String value : List.of("NaN", "Infinity", "-Infinity")) {
            add(all, manifest, field -> field.type() == FieldType.DOUBLE && !field.nonFinite(), value, "not-finite");
        }
        add(all, manifest, field -> field.type() == FieldType.STRING && isKey.test(field), "k".repeat(513), "too-long");
        return all;
    }

    private static void add(List<BadValue> all, Manifest manifest, Predicate<Field> fits, String value, String code) {
        manifest.input().stream()
                .filter(fits)
                .findFirst()
                .ifPresent(field -> all.add(new BadValue(field, value, code)));
    }

    /** Refuses an image that does not reject exactly the rows with the values of a code, and as that. */
    static void rejected(Bench bench, String code, String field) {
        List<BadValue> all = of(bench.knownManifest());
        List<BadValue> wanted =
                all.stream().filter(bad -> bad.code.equals(code)).toList();
        if (wanted.isEmpty()) {
            throw Verdict.notApplicable("the model has no " + field);
        }
        Trial together = bench.once(SHARED, () -> predict(bench, all));
        for (BadValue bad : wanted) {
            if (eachRejected(bench, together, all.size())) {
                bad.refuseOther(together, all.indexOf(bad));
            } else {
                // Together they show only that something is wrong, not what.
                bad.rejectedAlone(bench);
            }
        }
    }

    void rejectedAlone(Bench bench) {
        Trial alone = predict(bench, List.of(this)).ends(ExitCode.DONE);
        alone.rows(bench.golden().rows().rows().size(), 1);
        refuseOther(alone, 0);
    }

    private static Trial predict(Bench bench, List<BadValue> values) {
        Table rows = bench.golden().rows();
        for (BadValue bad : values) {
            rows = rows.withBadRow(bad.field.name(), bad.value);
        }
        return bench.predict(Setup.of(rows));
    }

    private static boolean eachRejected(Bench bench, Trial trial, int rejects) {
        try {
            trial.ends(ExitCode.DONE).rows(bench.golden().rows().rows().size(), rejects);
            return true;
        } catch (RuntimeException other) {
            return false;
        }
    }

    private void refuseOther(Trial trial, int reject) {
        Verdict.same(
                "code of the row with " + field.name() + " " + shown(),
                code,
                trial.rejects().column("code").get(reject));
        String named = trial.rejects().column("field").get(reject);
        // A key is too long as a whole.
        Verdict.same("field of the reject", named.isEmpty() && code.equals("too-long") ? "" : field.name(), named);
    }

    private String shown() {
        return value.isEmpty() ? "empty" : value.length() > 40 ? "of " + value.length() + " characters" : value;
    }
}
