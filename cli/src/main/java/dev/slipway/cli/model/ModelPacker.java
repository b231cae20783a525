package dev.slipway.cli.model;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.images.python.PythonLibraries;
import dev.slipway.images.python.PythonProgram;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the image folder of a model, the files that its container image will have: {@code model/} with the manifest, the
 * golden set and the trained artefact, {@code app/} with the program, and {@code entrypoint.json}.
 */
public record ModelPacker(Checkout checkout) {
    /** What the job's machines are; the same files are tried on a laptop. */
    static final String PLATFORM = "linux/amd64";

    /**
     * @param platform {@code linux/amd64} or {@code linux/arm64}: for which libraries are installed
     * @throws CliException 78 where a part is missing or the runtime cannot be packed
     */
    public void pack(ModelFile model, String platform, Path image) {
        try {
            Files.createDirectories(image.resolve("app"));
            packModel(model, image.resolve("model"));
            List<String> command =
                    switch (model.runtime()) {
                        case JAVA -> packJava(model, image.resolve("app"));
                        case PYTHON -> packPython(model, platform, image);
                        case ONNX -> new OnnxProgram(checkout, null).pack(model, platform, image);
                        case IMAGE ->
                            throw new CliException(
                                    ExitCode.BAD_CONFIGURATION,
                                    model.name()
                                            + ": a model of the runtime image is built by its Dockerfile and cannot"
                                            + " run as a process; java, python and onnx can");
                    };
            Files.writeString(image.resolve("entrypoint.json"), JSON.std.asString(command) + "\n");
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.TRY_AGAIN,
                    model.name() + " cannot be packed to " + image + ": " + CliException.words(e),
                    e);
        }
    }

    private void packModel(ModelFile model, Path target) throws IOException {
        Path trained = model.folder().resolve("model");
        if (Files.isDirectory(trained)) {
            copyTree(trained, target);
        }
        Files.createDirectories(target);
        Files.writeString(target.resolve(Manifest.FILE), model.toManifest().toJson() + "\n");
        if (model.goldenFile() != null) {
            Files.copy(model.goldenFile(), target.resolve(Manifest.GOLDEN));
        }
    }

    private static List<String> packJava(ModelFile model, Path app) throws IOException {
        Path jar = ModelBuild.jar(model);
        Files.copy(jar, app.resolve(jar.getFileName()));
        if (Files.isDirectory(jar.resolveSibling("lib"))) {
            copyTree(jar.resolveSibling("lib"), app.resolve("lib"));
        }
        return List.of("java", "-jar", "app/" + jar.getFileName());
    }

    private List<String> packPython(ModelFile model, String platform, Path image) throws IOException {
        Path program = model.folder().resolve("model.py");
        if (!Files.isRegularFile(program)) {
            throw new CliException(
                    ExitCode.BAD_CONFIGURATION, program + " is missing; a Python model's program has that name");
        }
        Path app = image.resolve("app");
        Files.copy(program, app.resolve("model.py"));
        Files.copy(checkout.home().resolve("inference-spec/python/slipway.py"), app.resolve("slipway.py"));
        PythonProgram python = new PythonProgram(model.folder());
        python.install(
                app.resolve("lib"),
                platform,
                new PythonLibraries(checkout.home().resolve(".slipway/python")));
        Files.writeString(image.resolve("environment.json"), JSON.std.asString(python.environment()) + "\n");
        return python.command();
    }

    static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
