package dev.slipway.cli;

import dev.slipway.cli.model.BuildOptions;
import dev.slipway.cli.model.ModelContainer;
import dev.slipway.cli.terminal.Console;
import dev.slipway.cli.terminal.JsonLine;
import dev.slipway.images.BaseImage;
import dev.slipway.images.BuiltImage;
import dev.slipway.images.ImageTar;
import dev.slipway.images.TargetPlatform;
import dev.slipway.inference.ExitCode;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "build",
        description = {
            "Builds a model's container image, without a container engine: an OCI image in a tar that 'docker load'"
                    + " takes and 'slipway push' uploads, and the list of what is in it (CycloneDX) beside it. The same"
                    + " model on the same base gives the same digest; a retrained one differs in the last layer alone."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:built",
            "1:with --from: labelled, but a rule of the specification failed; it is not loaded",
            "65:with --from: a tar that is no image",
            "75:a registry or the engine is away, the disk is full",
            "64, 70, 78:as of all commands, see 'slipway --help'"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway build audience-forecast                    on the base that slipway.yaml names",
            "  slipway build audience-forecast --base scratch     on nothing but the JDK's own parts (Linux)",
            "  slipway build film-gross --platform linux/arm64 --tar film-gross.tar",
            "  slipway build audience-forecast --base scratch --load && docker run audience-forecast:1.0.0 describe",
            "  slipway build our-model --from registry.example.com/our-model:7    an image of its own Dockerfile"
        })
final class BuildCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "Name below models/ or path of the model's folder.")
    private String model;

    @Option(
            names = "--base",
            paramLabel = "IMAGE",
            description = "An image by its digest, REGISTRY/NAME@sha256:…, or scratch for a runtime made here of the"
                    + " JDK's modules that the model needs (default: what slipway.yaml names).")
    private String base;

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            description = "linux/amd64 or linux/arm64 (default: linux/amd64, which the job's machines are; with --base"
                    + " scratch this machine's).")
    private String platform;

    @Option(
            names = "--tar",
            paramLabel = "FILE",
            description = "Where to write it (default: .slipway/images/NAME-VERSION-PLATFORM.tar).")
    private Path tar;

    @Option(names = "--load", description = "Load it into this machine's container engine as NAME:VERSION.")
    private boolean load;

    @Option(
            names = "--from",
            paramLabel = "IMAGE",
            description = "For a model of the runtime image: what its Dockerfile made, a reference or a tar of"
                    + " 'docker save'. It gets its labels and is checked as by 'slipway check'; its layers stay as they"
                    + " are.")
    private String from;

    @Option(names = "--revision", paramLabel = "SHA", description = "The source's commit, for a label.")
    private String revision;

    @Option(names = "--json", description = "Print one JSON object on standard output, everything else on error.")
    private boolean json;

    @Mixin
    private VariableOptions own;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        Checkout checkout = Checkout.find();
        Console console = Console.ofProcess(json, System.getenv());
        BaseImage standsOn = Argument.parse("--base", base, BaseImage::parse);
        BuildOptions options = new BuildOptions(standsOn, platform(standsOn), tar, revision);
        ModelFile file = ModelFile.read(checkout.modelFolder(model));
        Tool tool = new Tool(common.verbose ? console.remarks() : null);
        ModelContainer container = new ModelContainer(checkout, tool);
        BuiltImage built = from == null ? container.build(file, options) : container.label(file, from, options);
        Map<String, Object> told;
        try (ImageTar image = built.open()) {
            ImageTable table = new ImageTable(built, image);
            table.print(console);
            told = table.json();
        }
        boolean passed = from == null
                || new LabelledCheck(checkout, console, own.variables(), common.verbose).passes(built, told);
        if (passed && load) {
            container.load(built);
            console.results().println("loaded  docker run " + built.name() + " describe");
        }
        if (json) {
            told.put("loaded", passed && load);
            System.out.println(JsonLine.of(told));
        }
        return passed ? ExitCode.DONE.code() : LabelledCheck.FAILED;
    }

    private TargetPlatform platform(BaseImage base) {
        if (platform == null) {
            return base != null && base.isScratch() ? TargetPlatform.ofThisMachine() : TargetPlatform.LINUX_AMD64;
        }
        return Argument.parse("--platform", platform, TargetPlatform::parse);
    }
}
