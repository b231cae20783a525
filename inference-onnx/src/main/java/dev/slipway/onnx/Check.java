package dev.slipway.onnx;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads the model in a model folder as {@link OnnxModel} does, without a row to score:
 *
 * <pre>{@code java -cp inference-onnx.jar dev.slipway.onnx.Check FOLDER}</pre>
 *
 * Ends with 0 and says nothing, or with 78 and one line on standard error that says what does not fit.
 */
public final class Check {
    private Check() {}

    public static void main(String[] args) {
        System.exit(run(args).code());
    }

    private static ExitCode run(String... args) {
        if (args.length != 1) {
            System.err.println("usage: Check FOLDER");
            return ExitCode.USAGE;
        }
        try {
            check(Path.of(args[0]));
            return ExitCode.DONE;
        } catch (InferenceException e) {
            System.err.println(e.getMessage());
            return e.exitCode();
        } catch (Exception e) {
            System.err.println(e);
            return ExitCode.DEFECT;
        }
    }

    private static void check(Path folder) throws Exception {
        OnnxModel model = new OnnxModel();
        model.load(folder, manifest(folder.resolve(Manifest.FILE)));
        model.close();
    }

    private static Manifest manifest(Path file) throws IOException {
        return Manifest.parse(Files.readString(file));
    }
}
