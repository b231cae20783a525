package dev.slipway.cli.rehearsal;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.LocalParameters;
import dev.slipway.cli.postgres.PostgresBinaries;
import dev.slipway.cli.terminal.Console;
import java.nio.file.Files;
import java.nio.file.Path;

/** The databases that {@code --keep} left running, one pair for each environment. */
public final class KeptDatabases {
    private KeptDatabases() {}

    static Path folder(Path work, String environment) {
        return work.toAbsolutePath().normalize().resolve("databases").resolve(environment);
    }

    /** Stops them all; their data stays, and the next {@code --keep} starts them again. */
    public static void stop(Checkout checkout, Path work, Console console) {
        PostgresBinaries binaries = PostgresBinaries.below(checkout.work());
        boolean any = false;
        for (String environment : checkout.environments()) {
            Path folder = folder(work, environment);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            Databases databases = new Databases(
                    binaries, folder, environment, new LocalParameters(folder.resolve("parameters.json")));
            if (databases.running()) {
                databases.stop();
                any = true;
                console.remark("stopped the databases of " + environment + "; their data stays in " + folder);
            }
        }
        if (!any) {
            console.remark("no databases are running in " + work);
        }
    }
}
