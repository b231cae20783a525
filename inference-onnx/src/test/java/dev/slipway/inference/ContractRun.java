package dev.slipway.inference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a model by the contract's own program, in this process. It stands in this package because that is not public. */
public record ContractRun(ExitCode code, String error, Path out) {
    /** The verb {@code predict} on one file; the model folder is there, the others are made. */
    public static ContractRun predict(Model model, Path modelFolder, Path folder, String csv) {
        try {
            Path in = Files.createDirectories(folder.resolve("in"));
            Path out = Files.createDirectories(folder.resolve("out"));
            Files.writeString(in.resolve("data.csv"), csv);
            Files.writeString(in.resolve("request.json"), """
                    {"spec":"1.0","runId":"r1","asOf":"2026-11-20T06:00:00Z","files":["data.csv"],"rejectLimit":"100%"}""");
            Map<String, String> environment = Map.of(
                    "SLIPWAY_IN",
                    in.toString(),
                    "SLIPWAY_OUT",
                    out.toString(),
                    "SLIPWAY_MODEL",
                    modelFolder.toString());
            ByteArrayOutputStream error = new ByteArrayOutputStream();
            ExitCode code = new Program(
                            model,
                            environment,
                            new PrintStream(new ByteArrayOutputStream()),
                            new PrintStream(error),
                            new Ending(status -> {}))
                    .run("predict");
            return new ContractRun(code, error.toString(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of {@code predictions.csv} below its header. */
    public List<String> predictions() {
        return lines("predictions.csv");
    }

    /** The lines of {@code rejects.csv} below its header. */
    public List<String> rejects() {
        return lines("rejects.csv");
    }

    private List<String> lines(String name) {
        try {
            List<String> lines = Files.readAllLines(out.resolve(name));
            return lines.subList(1, lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(error, e);
        }
    }
}
