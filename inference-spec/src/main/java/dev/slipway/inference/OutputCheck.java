package dev.slipway.inference;

import java.util.ArrayList;
import java.util.List;

/** Holds the model's output against the manifest: what does not fit makes the row a reject. */
final class OutputCheck {
    /** Characters of a timestamp with microseconds, the longest text that is no string. */
    private static final int LONGEST_NUMBER = 27;

    private final List<Integer> key = new ArrayList<>();

    OutputCheck(Manifest manifest) {
        for (int i = 0; i < manifest.output().size(); i++) {
            if (manifest.key().contains(manifest.output().get(i).name())) {
                key.add(i);
            }
        }
    }

    /** @throws InferenceException 70 where a field is null that the manifest says never is: the manifest lies */
    void check(Batch batch) {
        // Column by column; of a row's rejects the first one stays, and that is the first field's.
        for (int i = 0; i < batch.outputs().size(); i++) {
            Column column = batch.outputs().at(i);
            // Texts that were read were looked at then.
            Column read = batch.inputs().same(column.field());
            boolean isGood = column.type() == FieldType.DOUBLE && column.isFinite()
                    || column.type() == FieldType.STRING && read != null && column.isSame(read);
            for (int row = 0; !isGood && row < batch.size(); row++) {
                if (!batch.rows().isRejected(row)) {
                    check(batch, row, column);
                }
            }
        }
        if (longestKey(batch.outputs()) > Expected.LONGEST_KEY) {
            checkKeys(batch);
        }
    }

    private void checkKeys(Batch batch) {
        for (int row = 0; row < batch.size(); row++) {
            int bytes = batch.rows().isRejected(row) ? 0 : keyBytes(key, batch.outputs(), row);
            if (bytes > Expected.LONGEST_KEY) {
                String field = batch.outputs().at(key.get(0)).field().name();
                String reason = "expected a key of at most " + Expected.LONGEST_KEY + " bytes, got " + bytes;
                batch.rows().reject(row, new Reject(batch.line(row), field, RejectCode.TOO_LONG, reason));
            }
        }
    }

    private static void check(Batch batch, int row, Column column) {
        demandValue(batch, row, column);
        RejectCode code = column.isNull(row) ? null : ifSet(column, row);
        if (code != null) {
            String got = Cut.cut(CsvText.of(column, row)) + " from the model";
            batch.rows().reject(row, Expected.reject(batch.line(row), column.field(), code, got));
        }
    }

    /** No key of the batch has more bytes; counting them all would cost time. */
    private int longestKey(Columns output) {
        long atMost = 0;
        for (int i : key) {
            Column column = output.at(i);
            atMost += column.type() == FieldType.STRING ? Utf8.atMost(column.longest()) : LONGEST_NUMBER;
        }
        return (int) Math.min(atMost, Integer.MAX_VALUE);
    }

    /** The key's length as the CSV file has it. */
    private static int keyBytes(List<Integer> key, Columns output, int row) {
        int bytes = 0;
        for (int i : key) {
            bytes += Utf8.length(CsvText.of(output.at(i), row));
        }
        return bytes;
    }

    private static void demandValue(Batch batch, int row, Column column) {
        if (column.isNull(row) && !column.field().nullable()) {
            throw new InferenceException(
                    ExitCode.DEFECT,
                    batch.rows().file() + ":" + batch.line(row) + ": the model left output field "
                            + column.field().name() + " null, but manifest.json says that it is not nullable");
        }
    }

    private static RejectCode ifSet(Column column, int row) {
        return switch (column.type()) {
            case INT -> column.whole(row) == (int) column.whole(row) ? null : RejectCode.RANGE;
            case DOUBLE ->
                column.field().nonFinite() || Double.isFinite(column.real(row)) ? null : RejectCode.NOT_FINITE;
            case DATE -> within(column.whole(row), TimeLiteral.FIRST_DAY, TimeLiteral.LAST_DAY);
            case TIMESTAMP -> within(column.whole(row), TimeLiteral.FIRST_MICRO, TimeLiteral.LAST_MICRO);
            case STRING -> string(column.text(row));
            default -> null;
        };
    }

    private static RejectCode within(long value, long first, long last) {
        return value >= first && value <= last ? null : RejectCode.RANGE;
    }

    private static RejectCode string(String text) {
        if (Utf8.atMost(text.length()) > Expected.LONGEST_FIELD && Utf8.length(text) > Expected.LONGEST_FIELD) {
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
