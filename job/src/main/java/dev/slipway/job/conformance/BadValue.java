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
        List<BadValue> wanted = of(bench.knownManifest()).stream()
                .filter(bad -> bad.code.equals(code))
                .toList();
        if (wanted.isEmpty()) {
            throw Verdict.notApplicable("the model has no " + field);
        }
        wanted.forEach(bad -> bad.rejected(bench));
    }

    /** Together with other bad rows a value shows only that something is wrong, not what. */
    void rejected(Bench bench) {
        if (!WrongRows.together(bench)) {
            rejectedAlone(bench);
        }
    }

    /** A value that no memory should have to hold. */
    static BadValue longField(Bench bench) {
        return new BadValue(bench.golden().field("field", f -> true), "9".repeat(10 << 20), "too-long");
    }

    private void rejectedAlone(Bench bench) {
        Table rows = bench.golden().rows();
        Table rejects = bench.predict(Setup.of(rows.withBadRow(field.name(), value)))
                .ends(ExitCode.DONE)
                .rows(rows.rows().size(), 1)
                .rejects();
        Verdict.same(
                "code of the row with " + field.name() + " " + shown(),
                code,
                rejects.column("code").get(0));
        refuseOtherField(rejects, 0);
    }

    /** Refuses a reject that names another field. */
    void refuseOtherField(Table rejects, int at) {
        String named = rejects.column("field").get(at);
        // A key is too long as a whole.
        Verdict.same("field of the reject", named.isEmpty() && code.equals("too-long") ? "" : field.name(), named);
    }

    private String shown() {
        return value.isEmpty() ? "empty" : value.length() > 40 ? "of " + value.length() + " characters" : value;
    }
}
