package dev.slipway.benchmarks.database;

import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.inference.Success;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/** The output folder of a run: predictions with text keys, made from their row numbers alone. */
final class PredictionsFile {
    /** Columns of a table that takes them. */
    static final String COLUMNS = "customer_id, score, decile, scored_on";

    static final String DDL = "customer_id text, score double precision, decile integer, scored_on date";
    static final List<String> FIELDS = List.of("customer_id", "score", "decile", "scored_on");

    private static final String HEADER = "customer_id,score,decile,scored_on\n";
    private static final int LINE = 64;

    private PredictionsFile() {}

    static Manifest manifest(String model) {
        List<Field> output = List.of(
                Field.parse("customer_id", "string"),
                Field.parse("score", "double"),
                Field.parse("decile", "int"),
                Field.parse("scored_on", "date"));
        return new Manifest(
                Manifest.SPEC,
                new ModelName(model),
                ModelVersion.parse("1.0.0"),
                "",
                List.of("customer_id"),
                output.subList(0, 1),
                output,
                Map.of(),
                null,
                List.of(),
                0);
    }

    /** Keys in no order: every row number has another one. */
    static LongUnaryOperator scattered() {
        return PredictionsFile::mix;
    }

    /** Keys that grow with the row. */
    static LongUnaryOperator sorted(long rows) {
        long step = Long.divideUnsigned(-1, rows + 1);
        return row -> row * step + Long.remainderUnsigned(mix(row), step);
    }

    /**
     * Writes the folder.
     *
     * @param first the first row's number
     * @param step from one row's number to the next one's
     * @param keys the key of each row number
     */
    static Path write(Path out, String runId, long first, long step, long rows, LongUnaryOperator keys)
            throws IOException {
        Files.createDirectories(out);
        MessageDigest digest = sha256();
        try (OutputStream file = new BufferedOutputStream(
                new DigestOutputStream(Files.newOutputStream(out.resolve(Success.PREDICTIONS)), digest), 1 << 16)) {
            file.write(HEADER.getBytes(StandardCharsets.US_ASCII));
            StringBuilder line = new StringBuilder(LINE);
            for (long n = 0; n < rows; n++) {
                long row = first + n * step;
                file.write(line(line, keys.applyAsLong(row), runId.hashCode() ^ row));
            }
        }
        byte[] rejects = "file,line,field,code,reason\n".getBytes(StandardCharsets.US_ASCII);
        byte[] report = "{}".getBytes(StandardCharsets.US_ASCII);
        Files.write(out.resolve(Success.REJECTS), rejects);
        Files.write(out.resolve("report.json"), report);
        String predictions = HexFormat.of().formatHex(digest.digest());
        Success success = new Success(Manifest.SPEC, runId, predictions, rows, hash(rejects), 0, hash(report));
        Files.writeString(out.resolve(Success.FILE), success.toJson());
        return out;
    }

    static String key(long number) {
        return "c-" + HexFormat.of().toHexDigits(number);
    }

    private static byte[] line(StringBuilder line, long key, long seed) {
        line.setLength(0);
        line.append(key(key)).append(',');
        double score = (mix(seed) >>> 11) * 0x1p-53;
        line.append(score).append(',').append((int) (score * 10) + 1).append(",2026-11-");
        line.append(10 + (int) (score * 20)).append('\n');
        return line.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A bijection that scatters (SplitMix64). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
