package dev.slipway.cli.desk;

import dev.slipway.cli.Argument;
import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.CommonOptions;
import dev.slipway.cli.desk.local.LocalDesk;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.ModelFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "promote",
        description = {
            "Lets an environment run the version that another one runs: edits that one number in its file, every other"
                    + " byte of it stays. Refuses a version whose very image has not run successfully in the source.",
            "",
            "Nothing is deployed: 'slipway plan' tells what the edit would change, a commit and 'cdk deploy' do it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the file names the version; also where it did already",
            "1:the version may not go on, nothing was written",
            "64, 70, 75, 78:as of all commands, see 'slipway --help'"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway promote audience-forecast --from staging --to prod",
            "  slipway promote audience-forecast --from dev --to staging --json"
        })
public final class PromoteCommand implements Callable<Integer> {
    private static final int REFUSED = 1;

    @Parameters(paramLabel = "MODEL", description = "Name below models/ or path of the model's folder.")
    private String named;

    @Option(names = "--from", paramLabel = "ENV", required = true, description = "The environment that has run it.")
    private String from;

    @Option(names = "--to", paramLabel = "ENV", required = true, description = "The environment that is to run it.")
    private String to;

    @Mixin
    private RegistryOption registry;

    @Option(names = "--json", description = "Print one JSON object on standard output, everything else on error.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        if (from.equals(to)) {
            throw new CliException(ExitCode.USAGE, "--from and --to: expected two environments, got " + to + " twice");
        }
        if (LocalDesk.isNamed(from) || LocalDesk.isNamed(to)) {
            throw new CliException(
                    ExitCode.USAGE,
                    "a rehearsal is no release: 'slipway push " + named + "' brings the image to the registry, and"
                            + " environments/dev.yaml then names its version");
        }
        Checkout checkout = Checkout.find();
        boolean path = named.contains("/") || named.contains(".");
        ModelName model = path
                ? ModelFile.read(checkout.modelFolder(named)).name()
                : Argument.parse("MODEL", named, ModelName::new);
        Promoted promoted = Promoted.of(checkout, new Desks(checkout), registry.registries(), model, from, to);
        Told told = new Told(json);
        promoted.lines().forEach(told::line);
        told.json(promoted.json());
        return promoted.refused().isEmpty() ? ExitCode.DONE.code() : REFUSED;
    }
}
