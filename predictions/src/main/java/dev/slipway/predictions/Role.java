package dev.slipway.predictions;

/** Who logs in to the databases. None is a superuser, and only {@code slipway_owner}, who cannot log in, owns anything. */
public enum Role {
    /** Runs the migrations of both databases, as a member of slipway_owner. */
    MIGRATOR("slipway_migrator"),
    /** Publishes runs in the analytics database. */
    JOB("slipway_job"),
    /** Copies from the analytics to the application database. */
    ETL("slipway_etl"),
    /** Shows the ledger of the analytics database and decides which run is current. */
    LEDGER("slipway_ledger"),
    /** Reads predictions in the analytics database. */
    READER("slipway_reader"),
    /** Reads predictions in the application database. */
    APP("slipway_app");

    private final String user;

    Role(String user) {
        this.user = user;
    }

    /** Its name in PostgreSQL. */
    public String user() {
        return user;
    }
}
