package dev.slipway.cli.model;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.Tool;
import dev.slipway.inference.ExitCode;
import dev.slipway.releases.ModelFile;
import dev.slipway.releases.OnnxWiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The program that scores ONNX models. It is built when the first such model is, because it brings ONNX Runtime, 43 MB
 * that nobody else needs.
 */
public record OnnxProgram(Checkout checkout, Tool tool) {
    /**
     * What makes the start faster. The archive of classes lies where its addresses need not be changed. Nothing is compiled
     * before it was called two thousand times, as at a start nearly nothing is. Classes are not verified again: they are
     * Slipway's own and those of two libraries, all of them verified whenever the tests run.
     */
    private static final List<String> START = List.of(
            "java",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:Tier3InvocationThreshold=2000",
            "-XX:Tier3MinInvocationThreshold=1000",
            "-XX:Tier3CompileThreshold=20000",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-XX:-BytecodeVerificationRemote");

    private static final String NAME = "inference-onnx";
    private static final String GRAPH = "model.onnx";

    /** The jar; {@code lib/} and {@code native/} lie beside it. */
    public Path jar() {
        return module().resolve("target").resolve(NAME + ".jar");
    }

    /**
     * Builds the program where it is not up to date.
     *
     * @return whether it had to be built
     */
    public boolean build() {
        ModelBuild build = new ModelBuild(checkout, tool);
        if (!build.isStale(jar(), module()) && Files.isDirectory(jar().resolveSibling("native"))) {
            return false;
        }
        tool.run(
                "building the program for ONNX models",
                checkout.home(),
                List.of("mvn", "-q", "-B", "-Dmaven.test.skip", "-Dspotless.check.skip", "-pl", NAME, "-am", "package"),
                ExitCode.DEFECT);
        ModelBuild.touch(jar(), "target/" + NAME + ".jar");
        return true;
    }

    /** This machine's platform, as {@link #pack} takes it: {@code linux/amd64}, {@code mac/arm64}. */
    static String here() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return (mac ? "mac" : "linux") + (arm ? "/arm64" : "/amd64");
    }

    /**
     * Puts the program, the native library of one platform, the graph and its wiring into an image folder.
     *
     * @return the command that starts it
     */
    List<String> pack(ModelFile model, String platform, Path image) throws IOException {
        Path app = image.resolve("app");
        Files.copy(jar(), app.resolve(jar().getFileName()));
        ModelPacker.copyTree(jar().resolveSibling("lib"), app.resolve("lib"));
        Path library = jar().resolveSibling("native").resolve(platform.replace('/', '-'));
        if (!Files.isDirectory(library)) {
            throw new CliException(
                    ExitCode.BAD_CONFIGURATION,
                    model.name() + ": ONNX Runtime has no library for " + platform
                            + "; it has linux/amd64, linux/arm64 and mac/arm64");
        }
        ModelPacker.copyTree(library, app.resolve("native"));
        packGraph(model, image.resolve("model"));
        if (model.onnx() != null) {
            Map<String, Object> wiring = new TreeMap<>(Map.of(
                    "inputs", model.onnx().inputs(), "outputs", model.onnx().outputs()));
            Files.writeString(image.resolve("model").resolve(OnnxWiring.FILE), JSON.std.asString(wiring) + "\n");
        }
        Files.writeString(
                image.resolve("environment.json"), JSON.std.asString(Map.of("ORT_DISABLE_TELEMETRY", "1")) + "\n");
        List<String> command = new ArrayList<>(START);
        command.addAll(List.of("-jar", "app/" + NAME + ".jar"));
        return command;
    }

    /** The graph, and weights that it keeps in files of their own, {@code model.onnx.data} or such. */
    private static void packGraph(ModelFile model, Path target) throws IOException {
        try (Stream<Path> files = Files.list(model.folder())) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(GRAPH) && Files.isRegularFile(file)) {
                    Files.copy(file, target.resolve(file.getFileName()));
                }
            }
        }
        if (!Files.exists(target.resolve(GRAPH))) {
            throw new CliException(
                    ExitCode.BAD_CONFIGURATION,
                    model.folder().resolve(GRAPH) + " is missing; an ONNX model's graph has that name");
        }
    }

    /**
     * Holds the graph against the manifest, as the program itself does before it scores.
     *
     * @throws CliException 78 with what does not fit
     */
    void check(ModelFile model, Path image) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder command = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        jar().toString(),
                        "dev.slipway.onnx.Check",
                        image.resolve("model").toString())
                .redirectErrorStream(true);
        command.environment().put("ORT_DISABLE_TELEMETRY", "1");
        Process process = null;
        try {
            process = command.start();
            String told = String.join("\n", process.inputReader().lines().toList());
            if (process.waitFor() != 0) {
                throw new CliException(
                        ExitCode.BAD_CONFIGURATION,
                        model.name() + ": " + told.replace(image.resolve("model") + "/", ""));
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, model.name() + " cannot be checked: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.TERMINATED, "checking " + model.name() + " was interrupted", e);
        } finally {
            if (process != null) {
                process.destroy();
            }
        }
    }

    private Path module() {
        return checkout.home().resolve(NAME);
    }
}
