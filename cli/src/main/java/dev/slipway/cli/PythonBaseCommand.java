package dev.slipway.cli;

import dev.slipway.images.debian.BasePush;
import dev.slipway.images.debian.PythonBase;
import dev.slipway.inference.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "python-base",
        hidden = true,
        description = {
            "Makes a lean base image with Python and packages of Debian, for models that say in requirements.base what"
                    + " their base brings, and pushes it. No shell, no installer, no compiler.",
            "Runs on Debian 12, without root and without a container engine; 'apt-get update' must have been run. The"
                    + " same package versions give the same digest. Prints the pinned reference for slipway.yaml"
                    + " (bases.python) or --base."
        },
        footerHeading = "%nExample:%n",
        footer = {"  scripts/python-base registry.example.org/bases/sklearn:1.2.1 python3-sklearn"})
final class PythonBaseCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "REFERENCE",
            description = "REGISTRY/REPOSITORY:TAG to push to, with Docker's logins.")
    private String reference;

    @Parameters(index = "1..*", paramLabel = "PACKAGE", description = "Debian's names, such as python3-sklearn.")
    private List<String> packages = List.of();

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Path cache = Checkout.find().home().resolve(".slipway").resolve("bases");
        Path tar = new PythonBase(cache).make(packages);
        System.err.println("slipway: made " + tar);
        System.out.println(new BasePush(cache.resolve("pushed")).push(tar, reference));
        return ExitCode.DONE.code();
    }
}
