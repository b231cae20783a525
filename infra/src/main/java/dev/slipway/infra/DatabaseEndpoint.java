package dev.slipway.infra;

import dev.slipway.releases.ApplicationDatabase.Existing;
import java.util.List;
import java.util.Optional;

/**
 * Where a database answers.
 *
 * @param admin the ARN of the secret with user and password of its administrator; only the provisioner may read it
 * @param adminForIam the same as policies have to name it
 * @param adminKey the ARN of the KMS key that encrypts it; empty where Secrets Manager's own does
 * @param resourceId {@code cluster-ABC…} for {@code rds-db:connect}
 * @param cluster the cluster's identifier, a dimension of its metrics; empty for a database that was there before
 */
record DatabaseEndpoint(
        String host,
        int port,
        String name,
        String admin,
        List<String> adminForIam,
        Optional<String> adminKey,
        String resourceId,
        Optional<String> cluster) {
    static final int PORT = 5432;

    /** A database that was there before. Nothing is looked up: what the file says is what is used. */
    static DatabaseEndpoint of(Existing database, Site site) {
        String secret = database.secret().startsWith("arn:")
                ? database.secret()
                : "arn:aws:secretsmanager:" + site.environment().region() + ":"
                        + site.environment().account() + ":secret:" + database.secret();
        return new DatabaseEndpoint(
                database.host(),
                PORT,
                database.database(),
                secret,
                // Secrets Manager takes an ARN without the hyphen and six characters that it appended; IAM does not,
                // and
                // nobody can tell from the text whether they are there.
                List.of(secret, secret + "-??????"),
                database.secretKey(),
                database.resource(),
                Optional.empty());
    }

    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }
}
