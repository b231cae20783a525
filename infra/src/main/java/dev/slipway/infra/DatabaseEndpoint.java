package dev.slipway.infra;

import java.util.Optional;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/**
 * Where a database answers.
 *
 * @param admin user and password of its administrator; only the provisioner may read it
 * @param resourceId {@code cluster-ABC…} for {@code rds-db:connect}
 * @param cluster the cluster's identifier, a dimension of its metrics; empty for a database that was there before
 */
record DatabaseEndpoint(
        String host, int port, String name, ISecret admin, String resourceId, Optional<String> cluster) {
    static final int PORT = 5432;

    String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }
}
