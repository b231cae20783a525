package dev.slipway.cli.init;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.cli.CliException;
import dev.slipway.cli.model.OnnxProgram;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Looks into ONNX files, with the program that scores them. */
record Inspection(OnnxProgram program) {
    /**
     * What {@code dev.slipway.onnx.Inspect} tells of a file; docs/onnx.md has its keys.
     *
     * @throws CliException 78 with the program's own sentence where the file cannot be used
     */
    Map<String, Object> of(Path file) throws IOException {
        program.build();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(), "-cp", program.jar().toString(), "dev.slipway.onnx.Inspect", file.toString());
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        Path errors = Files.createTempFile("slipway-inspect", ".txt");
        try {
            String told;
            int status;
            Process process = builder.redirectError(errors.toFile()).start();
            try {
                told = new String(process.getInputStream().readAllBytes());
                status = process.waitFor();
            } finally {
                process.destroy();
            }
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
