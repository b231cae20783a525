package dev.slipway.cli.model;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
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

    private static final String REMEDY =
            "Install that for this python3 (Debian 12 has python3-numpy, python3-sklearn and so on), or run the model in a"
                    + " container on a base that brings it: --base IMAGE@sha256:…, which scripts/python-base makes of"
                    + " Debian's packages.";

    /**
     * Makes the image folder for this machine, which {@link #runsHere} as a process where its Python can.
     *
     * @param development whether the model's development jar is needed too
     * @return whether anything had to be built
     */
    public boolean make(ModelFile model, boolean development, Path image) {
        boolean isNative = model.runtime() == ModelRuntime.ONNX;
        return make(model, development, isNative ? OnnxProgram.here() : ModelPacker.PLATFORM, image);
    }

    /** Makes the image folder of a container, which brings its own Python. */
    public boolean make(ModelFile model, boolean development, String platform, Path image) {
        boolean built =
                switch (model.runtime()) {
                    case JAVA -> new ModelBuild(checkout, tool).build(model, development);
                    case ONNX -> new OnnxProgram(checkout, tool).build();
                    case PYTHON, IMAGE -> false;
                };
        new ModelPacker(checkout).pack(model, platform, image);
        if (model.runtime() == ModelRuntime.ONNX) {
            new OnnxProgram(checkout, tool).check(model, image);
        }
        return built;
    }

    /** Throws 78 where this machine's Python cannot stand in for the one of the model's image. */
    public void runsHere(ModelFile model) {
        if (model.runtime() == ModelRuntime.PYTHON) {
            python(model, NEEDS_PYTHON);
            try {
                python(model, new PythonProgram(model.folder()).probe(ModelPacker.PLATFORM));
            } catch (CliException lacks) {
                throw new CliException(lacks.exitCode(), lacks.getMessage() + "\n" + REMEDY, lacks);
            }
        }
    }

    private void python(ModelFile model, String program) {
        try {
            tool.run("a Python model", model.folder(), List.of("python3", "-c", program), ExitCode.BAD_CONFIGURATION);
        } catch (CliException failed) {
            String last = failed.getMessage().substring(failed.getMessage().lastIndexOf('\n') + 1);
            throw new CliException(failed.exitCode(), model.name() + " cannot run as a process: " + last, failed);
        }
    }
}
