package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Brings tables of the application database to what is current in the analytics database. A copy may be cut off at any
 * moment: readers see the rows before or after, and the next copy goes on where this one was.
 */
public final class Copier {
    private final Database analytics;
    private final Database application;
    private final CopySize size;
    private final Duration patience;

    /** Both databases as {@link Role#ETL}. */
    public Copier(Database analytics, Database application) {
        this(analytics, application, CopySize.USUAL, Duration.ofSeconds(15));
    }

    /** @param patience how long to wait for another copy of the same table, and for readers that hold the view */
    Copier(Database analytics, Database application, CopySize size, Duration patience) {
        this.analytics = analytics;
        this.application = application;
        this.size = size;
        this.patience = patience;
    }

    /**
     * Copies what a table is behind; nothing where it is not.
     *
     * @param remainingMillis how long this invocation may still go on; asked again and again
     * @throws PublishException 75 where a database is away or somebody blocks it, 78 where the spec does not fit the
     *     model or the table, or a password is wrong, 70 where the run is not what the ledger says
     */
    public CopyOutcome copy(CopySpec spec, LongSupplier remainingMillis) {
        TimeBudget time = new TimeBudget(remainingMillis);
        try {
            return copyOnce(spec, time);
        } catch (KeysMetException e) {
            // Seldom: none of the keys that were looked for was there. A second try stages the rows, see Loader.
            return copyOnce(spec, time);
        }
    }

    private CopyOutcome copyOnce(CopySpec spec, TimeBudget time) {
        Supplier<Ends> connect = () -> Ends.open(analytics, application, time, patience);
        try (Ends ends = connect.get()) {
            return new TableCopy(spec, ends, time, patience)
                    .run(
                            new Loader(ends, connect, size, time),
                            new Showing(application, ends.sink(), size, time),
                            "copy to " + spec.table() + " in " + application);
        } catch (SQLException e) {
            throw SqlFailure.explain("copying " + spec.model() + " to " + spec.table(), e);
        }
    }

    /**
     * Sees whether a table is behind, also where copies fail; waits for no database.
     *
     * @throws PublishException where the analytics database does not answer
     */
    public Lag lag(CopySpec spec) {
        List<Change> changes;
        try (Connection source = analytics.connect(Duration.ZERO)) {
            changes = LedgerQueries.changes(source, spec.model(), spec.major());
        } catch (SQLException e) {
            throw SqlFailure.explain("reading the changes of " + spec.model(), e);
        }
        try (Sink sink = new Sink(application.connect(Duration.ZERO), new LockWait(application, patience))) {
            long shown = sink.state(spec.table())
                    .checkpoint()
                    .filter(Checkpoint::whole)
                    .map(Checkpoint::seq)
                    .orElse(0L);
            return new Lag(
                    changes.stream()
                            .filter(change -> change.seq() > shown)
                            .map(Change::changedAt)
                            .findFirst(),
                    true);
        } catch (SQLException | PublishException unseen) {
            return new Lag(changes.stream().map(Change::changedAt).reduce((earlier, last) -> last), false);
        }
    }
}
