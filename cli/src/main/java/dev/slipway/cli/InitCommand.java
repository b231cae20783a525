package dev.slipway.cli;

import dev.slipway.cli.init.EnvironmentLines;
import dev.slipway.cli.init.NewModel;
import dev.slipway.cli.init.NewModel.Written;
import dev.slipway.cli.terminal.Console;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.ModelRuntime;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "init",
        description = {
            "Writes the folder of a new model, an example that works: change it step by step and check as you go.",
            "Of an ONNX file, fields and golden set are made from its graph."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  slipway init flat-prices --runtime python", "  slipway init flat-prices --onnx trained/flats.onnx"
        })
final class InitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Lower-case words joined by hyphens, at most 32 characters.")
    private String name;

    @Option(
            names = "--runtime",
            paramLabel = "RUNTIME",
            converter = Runtime.class,
            description = "java, python, or onnx (no code at all).")
    private ModelRuntime runtime;

    @Option(names = "--onnx", paramLabel = "FILE", description = "A trained model to copy; implies --runtime onnx.")
    private Path onnx;

    @Option(names = "--folder", paramLabel = "DIR", description = "The new folder (default: models/NAME).")
    private Path folder;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Checkout checkout = Checkout.find();
        Path target = folder == null ? checkout.home().resolve("models").resolve(name().value()) : folder;
        Console console = Console.ofProcess(false, System.getenv());
        Tool tool = new Tool(common.verbose ? console.remarks() : null);
        NewModel model = new NewModel(checkout, name(), runtime(), target, onnx, tool);
        tell(console.results(), model, model.write());
        return ExitCode.DONE.code();
    }

    private ModelName name() {
        return Argument.parse("NAME", name, ModelName::new);
    }

    private ModelRuntime runtime() {
        if (runtime == null && onnx == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--runtime=RUNTIME'");
        }
        if (runtime != null && runtime != ModelRuntime.ONNX && onnx != null) {
            throw new CliException(ExitCode.USAGE, "--onnx: expected --runtime onnx or none beside it");
        }
        return onnx == null ? runtime : ModelRuntime.ONNX;
    }

    private static void tell(PrintStream out, NewModel model, Written written) {
        out.println(model.shown() + "/ is written, a model that works:");
        int width =
                written.files().keySet().stream().mapToInt(String::length).max().orElse(0);
        written.files().forEach((path, purpose) -> out.printf("  %-" + width + "s  %s%n", path, purpose));
        if (written.model().runtime() == ModelRuntime.JAVA) {
            out.println("models/pom.xml lists it among the Java models.");
        }
        written.notes().forEach(note -> out.println("To decide: " + note));
        out.println();
        out.println("Next:");
        out.println("  ./slipway check " + model.reference());
        out.println("  ./slipway rehearse " + model.reference() + " --input " + model.shown() + "/golden.csv");
        out.println("  ./slipway build " + model.reference());
        out.println();
        out.println("To run it in an environment, put this below 'models:' in environments/dev.yaml:");
        out.println();
        out.print(EnvironmentLines.of(written.model()));
    }

    static final class Runtime implements ITypeConverter<ModelRuntime> {
        @Override
        public ModelRuntime convert(String word) {
            return Stream.of(ModelRuntime.values())
                    .filter(runtime -> runtime.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("expected java, python, onnx or image, got \"" + word + '"'));
        }
    }
}
