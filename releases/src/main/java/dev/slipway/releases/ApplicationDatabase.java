package dev.slipway.releases;

/** The database that the application reads predictions from. */
public sealed interface ApplicationDatabase {
    /** Slipway makes one. */
    record Create() implements ApplicationDatabase {}

    /**
     * One that is there already.
     *
     * @param secret name or ARN of the Secrets Manager secret with its user and password
     * @param database name of the database on that host
     */
    record Existing(String host, String secret, String database) implements ApplicationDatabase {}
}
