package dev.slipway.cli.init;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program that scores ONNX models, {@code inference-onnx/}, called to look into a file. */
record OnnxProgram(Checkout checkout, Tool tool) {
    /** Its jar; made where it is missing. */
    Path jar() {
        Path jar = checkout.home().resolve("inference-onnx/target/inference-onnx.jar");
        if (!Files.isRegularFile(jar)) {
            List<String> maven = List.of(
                    "mvn",
                    "-q",
                    "-B",
                    "-Dmaven.test.skip",
                    "-Dspotless.check.skip",
                    "-pl",
                    "inference-onnx",
                    "-am",
                    "package");
            tool.run("building inference-onnx", checkout.home(), maven, ExitCode.DEFECT);
        }
        return jar;
    }

    /**
     * What {@code dev.slipway.onnx.Inspect} tells of a file; docs/onnx.md has its keys.
     *
     * @throws CliException 78 with the program's own sentence where the file cannot be used
     */
    Map<String, Object> inspect(Path file) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(), "-cp", jar().toString(), "dev.slipway.onnx.Inspect", file.toString());
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        Path errors = Files.createTempFile("slipway-inspect", ".txt");
        try {
            Process process = builder.redirectError(errors.toFile()).start();
            String told = new String(process.getInputStream().readAllBytes());
            int status = process.waitFor();
            if (status != ExitCode.DONE.code()) {
                String reason = Files.readString(errors).strip();
                throw new CliException(
                        ExitCode.BAD_CONFIGURATION, "--onnx: " + reason.substring(reason.lastIndexOf('\n') + 1));
            }
            return JSON.std.mapFrom(told);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.TERMINATED, "looking into " + file + " was interrupted", e);
        } finally {
            Files.delete(errors);
        }
    }
}
