package dev.slipway.cli.rehearsal;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CliException;
import dev.slipway.cli.LocalParameters;
import dev.slipway.cli.postgres.PostgresBinaries;
import dev.slipway.cli.terminal.Console;
import dev.slipway.inference.ExitCode;
import dev.slipway.releases.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The databases that {@code --keep} left of one environment's rehearsals, and beside them the files of the runs.
 *
 * @param environment whose settings were rehearsed
 */
public record KeptDatabases(Checkout checkout, Path work, String environment) {
    static Path folder(Path work, String environment) {
        return work.toAbsolutePath().normalize().resolve("databases").resolve(environment);
    }

    /** Where the runs that are published there keep their files and tell what became current. */
    static Path artifacts(Path work, String environment) {
        return folder(work, environment).resolve("artifacts");
    }

    /**
     * Those in the checkout's own work folder.
     *
     * @param environment null where there is one only
     * @throws CliException 78 where there are none, 64 where there are several and none was named
     */
    public static KeptDatabases find(Checkout checkout, String environment) {
        List<String> kept = checkout.environments().stream()
                .filter(name -> Files.isDirectory(artifacts(checkout.work(), name)))
                .toList();
        if (kept.isEmpty() || environment != null && !kept.contains(environment)) {
            throw new CliException(
                    ExitCode.BAD_CONFIGURATION,
                    "no databases are kept" + (environment == null ? "" : " of " + environment)
                            + "; 'slipway rehearse MODEL --keep"
                            + (environment == null ? "" : " -e " + environment) + "' leaves some");
        }
        if (environment == null && kept.size() > 1) {
            throw new CliException(
                    ExitCode.USAGE,
                    "databases are kept of " + String.join(", ", kept) + "; say which: -e local:" + kept.get(0));
        }
        return new KeptDatabases(checkout, checkout.work(), environment == null ? kept.get(0) : environment);
    }

    public Path artifacts() {
        return artifacts(work, environment);
    }

    /** The ledger and the ETL on these databases, which are started where they are stopped. */
    public KeptFunctions functions(Environment settings) {
        return new KeptFunctions(this::started, artifacts(), settings);
    }

    private Databases started() {
        Databases databases = databases(PostgresBinaries.below(checkout.work()), work, environment);
        databases.start();
        return databases;
    }

    private static Databases databases(PostgresBinaries binaries, Path work, String environment) {
        Path folder = folder(work, environment);
        return new Databases(binaries, folder, environment, new LocalParameters(folder.resolve("parameters.json")));
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
            Databases databases = databases(binaries, work, environment);
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
