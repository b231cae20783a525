package dev.slipway.releases;

import java.util.Optional;

/** The database that the application reads predictions from. */
public sealed interface ApplicationDatabase {
    /** Slipway makes one. */
    record Create() implements ApplicationDatabase {}

    /**
     * One that is there already.
     *
     * @param secret name or ARN of the Secrets Manager secret with its user and password
     * @param secretKey ARN of the KMS key that encrypts the secret; empty where Secrets Manager's own does
     * @param resource RDS's id of the cluster, instance or proxy, such as {@code cluster-ABC}: users who log in by IAM are
     *     named with it, and it cannot be looked up when templates are made
     * @param database name of the database on that host
     */
    record Existing(String host, String secret, Optional<String> secretKey, String resource, String database)
            implements ApplicationDatabase {}
}
