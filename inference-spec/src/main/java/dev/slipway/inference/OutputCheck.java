package dev.slipway.inference;

import java.util.ArrayList;
import java.util.List;

/** Holds the model's output against the manifest: what does not fit makes the row a reject. */
final class OutputCheck {
    private final Manifest manifest;
    private final List<Integer> key = new ArrayList<>();
    /** By output field: rows rejected because the model left the field null. */
    private final long[] missing;

    private long scored;

    OutputCheck(Manifest manifest) {
        this.manifest = manifest;
        missing = new long[manifest.output().size()];
        for (int i = 0; i < manifest.output().size(); i++) {
            if (manifest.key().contains(manifest.output().get(i).name())) {
                key.add(i);
            }
        }
    }

    void check(Batch batch) {
        for (int row = 0; row < batch.size(); row++) {
            if (!batch.rows().isRejected(row)) {
                scored++;
                check(batch, row);
            }
        }
    }

    /**
     * Call it behind the last batch.
     *
     * @throws InferenceException 70 where the model set a field in no row, though the manifest says it is never null
     */
    void end() {
        for (int i = 0; i < missing.length; i++) {
            if (scored > 0 && missing[i] == scored) {
                throw new InferenceException(
                        ExitCode.DEFECT,
                        "manifest.json: output field "
                                + manifest.output().get(i).name() + " is not nullable, but the model set it in none of "
                                + scored + " rows");
            }
        }
    }

    private void check(Batch batch, int row) {
        Columns output = batch.outputs();
        int keyBytes = 0;
        for (int i = 0; i < output.size(); i++) {
            Column column = output.at(i);
            RejectCode code = column.isNull(row) ? ifNull(column.field()) : ifSet(column, row);
            if (code != null) {
                missing[i] += code == RejectCode.MISSING ? 1 : 0;
                String got = code == RejectCode.MISSING ? "null" : Cut.cut(CsvText.of(column, row));
                batch.rows()
                        .reject(row, Expected.reject(batch.line(row), column.field(), code, got + " from the model"));
                return;
            }
            keyBytes += key.contains(i) ? Utf8.length(CsvText.of(column, row)) : 0;
        }
        if (keyBytes > Expected.LONGEST_KEY) {
            batch.rows()
                    .reject(
                            row,
                            new Reject(
                                    batch.line(row),
                                    manifest.key().size() == 1 ? manifest.key().get(0) : "",
                                    RejectCode.TOO_LONG,
                                    "expected a key of at most " + Expected.LONGEST_KEY + " bytes, got " + keyBytes));
        }
    }

    private static RejectCode ifNull(Field field) {
        return field.nullable() ? null : RejectCode.MISSING;
    }

    private static RejectCode ifSet(Column column, int row) {
        return switch (column.field().type()) {
            case INT -> column.whole(row) == (int) column.whole(row) ? null : RejectCode.RANGE;
            case DOUBLE ->
                column.field().nonFinite() || Double.isFinite(column.real(row)) ? null : RejectCode.NOT_FINITE;
            case DATE -> within(column.whole(row), Literal.FIRST_DAY, Literal.LAST_DAY);
            case TIMESTAMP -> within(column.whole(row), Literal.FIRST_MICRO, Literal.LAST_MICRO);
            case STRING -> string(column.text(row));
            default -> null;
        };
    }

    private static RejectCode within(long value, long first, long last) {
        return value >= first && value <= last ? null : RejectCode.RANGE;
    }

    private static RejectCode string(String text) {
        if (text.length() > Expected.LONGEST_FIELD / 3 && Utf8.length(text) > Expected.LONGEST_FIELD) {
            return RejectCode.TOO_LONG;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c) && !Character.isSupplementaryCodePoint(pair(text, i))) {
                return RejectCode.ENCODING;
            }
        }
        return null;
    }

    /** The code point that a half of a surrogate pair belongs to; the half itself where it stands alone. */
    private static int pair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i)) ? text.codePointAt(i) : text.codePointBefore(i + 1);
    }
}
