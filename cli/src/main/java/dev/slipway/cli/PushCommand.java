package dev.slipway.cli;

import dev.slipway.cli.model.BuildOptions;
import dev.slipway.cli.push.Release;
import dev.slipway.cli.terminal.Console;
import dev.slipway.cli.terminal.JsonLine;
import dev.slipway.images.BaseImage;
import dev.slipway.images.TargetPlatform;
import dev.slipway.images.registry.RegistryAddress;
import dev.slipway.releases.ProjectFile;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "push",
        description = {
            "Checks an image and brings it into a registry under the version that its own label names, never under"
                    + " another tag. A version is pushed once: one that is there with another content is refused,"
                    + " whatever the registry would allow. Ends with the line that lets staging run it.",
            "",
            "Blobs go first and the tag last, so that nothing half-pushed is ever seen under a version; what the"
                    + " registry has is not sent again. ECR is used with your AWS credentials, any other registry with"
                    + " what 'docker login' has left."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:pushed; also where this very image is there already, so that a release may be run again",
            "1:a rule of the specification failed, nothing was sent",
            "65:no image of a model: a broken file, no label, another platform, a tag that contradicts the label",
            "75:the registry is away or failed again and again; nothing is seen under the version",
            "78:the version is taken, the registry refuses or has no such repository",
            "64, 70, 143:as of all commands, see 'slipway --help'"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway push audience-forecast                    built, checked, to the registry of slipway.yaml",
            "  slipway push audience-forecast localhost:5000     … to a registry on this machine",
            "  slipway push audience-forecast.tar registry.example.com/models",
            "  slipway push film-gross:1.0.0                     an image of the container engine"
        })
final class PushCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "MODEL|TAR|REF",
            description =
                    "Name below models/ or path of the model's folder, which is built; an image's tar; or an image"
                            + " of the container engine, pulled where it is not there.")
    private String named;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "REGISTRY",
            description = "HOST[:PORT][/PREFIX]; the model's name is the repository below it (default: the account and"
                    + " region of slipway.yaml, ACCOUNT.dkr.ecr.REGION.amazonaws.com/" + ProjectFile.REPOSITORIES
                    + "). Plain HTTP on localhost alone.")
    private String registry;

    @Option(names = "--base", paramLabel = "IMAGE", description = "What a MODEL is built on, as of 'slipway build'.")
    private String base;

    @Option(
            names = "--platform",
            paramLabel = "PLATFORM",
            defaultValue = "linux/amd64",
            description = "What the image must be for: linux/amd64 or linux/arm64 (default: linux/amd64).")
    private String platform;

    @Option(names = "--revision", paramLabel = "SHA", description = "The source's commit, for a label of a MODEL.")
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
        BuildOptions options = new BuildOptions(
                Argument.parse("--base", base, BaseImage::parse),
                Argument.parse("--platform", platform, TargetPlatform::parse),
                null,
                revision);
        RegistryAddress address = Argument.parse(
                "REGISTRY",
                registry == null
                        ? ProjectFile.read(checkout.home().resolve(ProjectFile.FILE))
                                .registry()
                        : registry,
                RegistryAddress::parse);
        Release.End end = new Release(checkout, console, options, own.variables(), common.verbose).run(named, address);
        if (json) {
            System.out.println(JsonLine.of(end.json()));
        }
        return end.code();
    }
}
