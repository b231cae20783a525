package dev.slipway.cli.desk.local;

import dev.slipway.cli.rehearsal.KeptDatabases;
import dev.slipway.desk.Changes;
import dev.slipway.desk.Copies;
import dev.slipway.desk.Desk;
import dev.slipway.desk.FolderStore;
import dev.slipway.desk.FunctionCopies;
import dev.slipway.desk.FunctionLedger;
import dev.slipway.desk.Jobs;
import dev.slipway.desk.LedgerCalls;
import dev.slipway.desk.Parameters;
import dev.slipway.desk.Registry;
import dev.slipway.desk.RunFiles;
import dev.slipway.desk.RunLogs;
import dev.slipway.desk.StoredChanges;
import dev.slipway.desk.StoredRunFiles;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.releases.Environment;
import dev.slipway.releases.ModelCatalog;

/** The kept databases of rehearsals, with the real ledger and ETL on them, and the files that runs have left beside. */
public final class LocalDesk implements Desk {
    /** What people type for it. */
    public static final String NAME = "local";

    private final KeptDatabases kept;
    private final Environment environment;
    private final FolderStore store;
    private final ModelCatalog models;

    /** @param environment the one that was rehearsed */
    public LocalDesk(KeptDatabases kept, Environment environment, ModelCatalog models) {
        this.kept = kept;
        this.environment = environment;
        this.store = new FolderStore(kept.artifacts());
        this.models = models;
    }

    /** Whether people mean it by that name: {@code local}, or {@code local:dev}. */
    public static boolean isNamed(String environment) {
        return environment.equals(NAME) || environment.startsWith(NAME + ":");
    }

    @Override
    public String environment() {
        return NAME;
    }

    @Override
    public Registry registry() {
        return new LocalRegistry(runs(), models);
    }

    @Override
    public Jobs jobs() {
        return new LocalJobs(runs());
    }

    @Override
    public RunFiles runs() {
        return new StoredRunFiles(() -> store);
    }

    @Override
    public Changes changes() {
        return new StoredChanges(() -> store);
    }

    @Override
    public LedgerCalls ledger() {
        return new FunctionLedger(kept.functions(environment));
    }

    @Override
    public Parameters parameters() {
        throw new InferenceException(
                ExitCode.USAGE,
                "the secrets of rehearsals are random and of this machine alone; nobody has to put or to check one");
    }

    @Override
    public boolean makesItsSecrets() {
        return true;
    }

    /** The last lines that the image printed, as {@code run.json} keeps them. */
    @Override
    public RunLogs logs() {
        return new LocalLogs(runs());
    }

    @Override
    public Copies copies() {
        return new FunctionCopies(kept.functions(environment));
    }

    @Override
    public String who() {
        return System.getProperty("user.name");
    }
}
