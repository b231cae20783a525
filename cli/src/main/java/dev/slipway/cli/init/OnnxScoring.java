package dev.slipway.cli.init;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.slipway.cli.CliException;
import dev.slipway.cli.model.ModelImage;
import dev.slipway.cli.postgres.Folders;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.RejectLimit;
import dev.slipway.inference.Request;
import dev.slipway.inference.Success;
import dev.slipway.job.runtime.ImageCall;
import dev.slipway.job.runtime.ImageEnd;
import dev.slipway.job.runtime.ProcessRuntime;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Scores random rows with a model's graph, by the program that the image will have. */
record OnnxScoring(ModelFile model, ModelImage packing) {
    private static final int ROWS = 40;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** For the time of scoring, in the new model's folder: whatever stops that clears this away with it. */
    private static final String WORK = ".scoring";

    /** @throws CliException 78 where the graph scores none of the rows, with the reason */
    GoldenSet goldenSet() throws IOException {
        Path work = Files.createDirectory(model.folder().resolve(WORK));
        packing.make(model, false, work.resolve("image"));
        List<List<String>> rows = new RandomRows(model.input(), model.key().get(0)).rows(ROWS);
        ImageCall call = ImageCall.folders(
                input(work.resolve("in"), rows),
                Files.createDirectory(work.resolve("out")),
                Files.createDirectory(work.resolve("shared")));
        ImageEnd end = new ProcessRuntime(work.resolve("image")).predict(call, LIMIT);
        if (end.status() != ExitCode.DONE.code()) {
            throw new CliException(ExitCode.BAD_CONFIGURATION, "--onnx: " + end.lastError());
        }
        GoldenSet golden = GoldenSet.join(model, rows, call.out().resolve(Success.PREDICTIONS));
        if (golden.rows().isEmpty()) {
            throw new CliException(
                    ExitCode.BAD_CONFIGURATION,
                    "--onnx: the graph scores none of " + ROWS + " random rows, so it must be described by hand: "
                            + firstReason(call.out().resolve(Success.REJECTS)));
        }
        Folders.delete(work);
        return golden;
    }

    private Path input(Path folder, List<List<String>> rows) throws IOException {
        Files.createDirectory(folder);
        try (CsvWriter csv = CsvWriter.builder().build(folder.resolve("data.csv"))) {
            csv.writeRecord(model.input().stream().map(Field::name).toList());
            rows.forEach(csv::writeRecord);
        }
        Request request =
                new Request(Manifest.SPEC, "init", Instant.EPOCH, null, List.of("data.csv"), RejectLimit.parse("100%"));
        Files.writeString(folder.resolve(Request.FILE), request.toJson());
        return folder;
    }

    private static String firstReason(Path rejects) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(rejects)) {
            return reader.stream()
                    .findFirst()
                    .map(row -> row.getField("reason"))
                    .orElse("no reason told");
        }
    }
}
