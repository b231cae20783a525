package dev.slipway.releases;

import dev.slipway.inference.Field;
import dev.slipway.inference.ModelName;
import java.util.List;
import java.util.Optional;

/** Reads what of a model's predictions is copied. */
final class CopyReader {
    private CopyReader() {}

    static Copy copy(Value value, ModelName model, Optional<ModelFile> file, ReleaseRules rules) {
        Section copy = value.section();
        String table = copy.need("table", "audience", text -> text.parse(Copy::table));
        Copy.Mode mode = copy.need("mode", "replace", text -> text.parse(word -> Word.parse(Copy.Mode.class, word)));
        List<String> fields = copy.need("fields", "[programme_id, viewers]", list -> names(list, "viewers"));
        List<List<String>> indexes = copy.take(
                "indexes",
                "[[air_date]]",
                List.of(),
                list -> list.list("[air_date]", index -> names(index, "air_date")));
        if (table != null && model != null) {
            rules.table(copy, table, model);
        }
        if (fields != null) {
            file.ifPresent(known -> ReleaseRules.fields(copy, fields, known));
        }
        if (fields != null && indexes != null) {
            indexes.forEach(index -> index.stream()
                    .filter(name -> !fields.contains(name))
                    .forEach(name -> copy.report(
                            "indexes",
                            "expected copied fields, which are " + String.join(", ", fields) + "; got \"" + name + '"'
                                    + NearMiss.hint(name, fields))));
        }
        return copy.build(() -> new Copy(table, mode, fields, indexes));
    }

    private static List<String> names(Value value, String example) {
        List<String> names = value.list(
                example, name -> name.parse(text -> Field.parse(text, "string").name()));
        if (names != null && names.isEmpty()) {
            throw new IllegalArgumentException("expected at least one field such as " + value.example() + ", got none");
        }
        return names;
    }
}
