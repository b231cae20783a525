package dev.slipway.cli.model;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.Tool;
import dev.slipway.images.python.PythonProgram;
import dev.slipway.inference.ExitCode;
import dev.slipway.releases.ModelFile;
import dev.slipway.releases.ModelRuntime;
import java.nio.file.Path;
import java.util.List;

/** Brings a model from its folder to an image folder that can run: builds, checks what it needs, packs. */
public record ModelImage(Checkout checkout, Tool tool) {
    private static final String NEEDS_PYTHON =
            "import sys; sys.exit(None if sys.version_info >= (3, 9) else 'needs Python 3.9, this is ' + sys.version)";

    /**
     * @param development whether the model's development jar is needed too
     * @return whether anything had to be built
     */
    public boolean make(ModelFile model, boolean development, Path image) {
        boolean built = false;
        if (model.runtime() == ModelRuntime.JAVA) {
            built = new ModelBuild(checkout, tool).build(model, development);
        } else if (model.runtime() == ModelRuntime.PYTHON) {
            tool.run(
                    "a Python model",
                    model.folder(),
                    List.of("python3", "-c", NEEDS_PYTHON),
                    ExitCode.BAD_CONFIGURATION);
            tool.run(
                    "a Python model as a process",
                    model.folder(),
                    List.of("python3", "-c", new PythonProgram(model.folder()).probe(ModelPacker.PLATFORM)),
                    ExitCode.BAD_CONFIGURATION);
        }
        new ModelPacker(checkout).pack(model, image);
        return built;
    }

    /** Reads a model's file. */
    public static ModelFile read(Checkout checkout, String nameOrPath) {
        return ModelFile.read(checkout.modelFolder(nameOrPath));
    }
}
