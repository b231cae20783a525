package dev.slipway.job.conformance;

import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Success;
import java.util.Arrays;
import java.util.List;

/** Compares two runs of the same rows: byte by byte, or within the manifest's tolerance. */
final class Differences {
    private Differences() {}

    /** Refuses other bytes in the predictions. */
    static void refuse(Trial expected, Trial seen) {
        refuse(Success.PREDICTIONS, expected.bytes(Success.PREDICTIONS), seen.bytes(Success.PREDICTIONS));
    }

    static void refuse(String file, byte[] expected, byte[] seen) {
        int at = Arrays.mismatch(expected, seen);
        if (at >= 0) {
            throw Verdict.broken(file + " at byte " + at, "the same bytes: " + around(expected, at), around(seen, at));
        }
    }

    private static String around(byte[] bytes, int at) {
        int from = Math.max(0, at - 20);
        int to = Math.min(bytes.length, at + 20);
        return '"' + new String(bytes, from, Math.max(0, to - from), java.nio.charset.StandardCharsets.UTF_8) + '"';
    }

    /** Refuses doubles that differ by more than the tolerance allows, and any other difference at all. */
    static void refuse(Trial expected, Trial seen, List<Field> fields, double tolerance) {
        Table left = expected.predictions();
        Table right = seen.predictions();
        Verdict.same(
                "rows in " + Success.PREDICTIONS,
                left.rows().size(),
                right.rows().size());
        for (Field field : fields) {
            List<String> ours = left.column(field.name());
            List<String> theirs = right.column(field.name());
            for (int row = 0; row < ours.size(); row++) {
                if (!close(field.type(), ours.get(row), theirs.get(row), tolerance)) {
                    throw Verdict.broken(
                            "row " + (row + 1) + ", " + field.name(),
                            ours.get(row) + " within " + tolerance,
                            theirs.get(row));
                }
            }
        }
    }

    private static boolean close(FieldType type, String left, String right, double tolerance) {
        if (left.equals(right)) {
            return true;
        }
        if (type != FieldType.DOUBLE || left.isEmpty() || right.isEmpty()) {
            return false;
        }
        double ours = Double.parseDouble(left);
        double theirs = Double.parseDouble(right);
        return Math.abs(ours - theirs) <= tolerance * Math.max(Math.abs(ours), Math.abs(theirs));
    }
}
