package dev.slipway.predictions;

import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.inference.Success;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Runs of a model in tests: writes what its image would leave and publishes that, by the code under test. */
final class Runs {
    static final Instant AS_OF = Instant.parse("2026-11-20T06:00:00Z");
    static final Limits NO_LIMITS = new Limits(0, OptionalDouble.empty(), 200);

    private final TestDatabase database;
    private final Path folder;

    Runs(TestDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    Ledger ledger() {
        return new Ledger(database.as(Role.JOB));
    }

    /** A manifest whose key is the first field; fields as {@code name:type} or {@code name:type?}. */
    static Manifest manifest(String model, String version, String... fields) {
        List<Field> output = new ArrayList<>();
        for (String field : fields) {
            output.add(Field.parse(field.split(":")[0], field.split(":")[1]));
        }
        return manifest(model, version, List.of(output.get(0).name()), output);
    }

    static Manifest manifest(String model, String version, List<String> key, List<Field> output) {
        List<Field> input =
                output.stream().filter(field -> key.contains(field.name())).toList();
        return new Manifest(
                Manifest.SPEC,
                new ModelName(model),
                ModelVersion.parse(version),
                "",
                key,
                input,
                output,
                Map.of(),
                null,
                List.of(),
                0);
    }

    /** Rows {@code k0001,1.0} and so on under the header {@code id,viewers}. */
    static String csv(int rows, double viewers) {
        StringBuilder csv = new StringBuilder("id,viewers\n");
        for (int i = 1; i <= rows; i++) {
            csv.append('k')
                    .append("0".repeat(Math.max(0, 4 - String.valueOf(i).length())))
                    .append(i)
                    .append(',')
                    .append(viewers)
                    .append('\n');
        }
        return csv.toString();
    }

    /** Begins a run as of {@link #AS_OF} and publishes these predictions without limits. */
    Published publish(Manifest manifest, String runId, String csv) {
        return publish(manifest, runId, AS_OF, csv, NO_LIMITS);
    }

    Published publish(Manifest manifest, String runId, Instant asOf, String csv, Limits limits) {
        return new Publisher(database.as(Role.JOB))
                .publish(begin(manifest, runId, asOf), manifest, out(runId, csv), limits);
    }

    Attempt begin(Manifest manifest, String runId, Instant asOf) {
        return ledger().begin(new RunStart(runId, manifest, asOf, Instant.now().plus(Duration.ofHours(1)), "in"));
    }

    /** An output folder whose _SUCCESS is true. */
    Path out(String runId, String csv) {
        return out(runId, csv.getBytes(StandardCharsets.UTF_8), csv.lines().count() - 1);
    }

    Path out(String runId, byte[] csv, long rows) {
        try {
            Path out = Files.createTempDirectory(folder, "out");
            byte[] rejects = "file,line,field,code,reason\n".getBytes(StandardCharsets.UTF_8);
            byte[] report = "{}".getBytes(StandardCharsets.UTF_8);
            Files.write(out.resolve("predictions.csv"), csv);
            Files.write(out.resolve("rejects.csv"), rejects);
            Files.write(out.resolve("report.json"), report);
            Success success = new Success(Manifest.SPEC, runId, sha256(csv), rows, sha256(rejects), 0, sha256(report));
            Files.writeString(out.resolve(Success.FILE), success.toJson());
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
