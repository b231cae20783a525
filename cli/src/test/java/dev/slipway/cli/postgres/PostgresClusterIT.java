package dev.slipway.cli.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresClusterIT {
    @TempDir
    private Path folder;

    @Test
    void shouldOutliveTheObjectThatStartedItAskForPasswordsAndGoWithoutATrace() throws Exception {
        PostgresBinaries binaries = PostgresBinaries.below(Checkout.find().work());
        Path place = folder.resolve("a b/analytics");
        PostgresCluster cluster = new PostgresCluster(binaries, place);
        try {
            int port = cluster.start("secret");
            PostgresCluster again = new PostgresCluster(binaries, place);

            assertThat(again.running()).isTrue();
            assertThat(again.start("secret")).isEqualTo(port);
            try (Connection connection = connect(port, "secret")) {
                assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(17);
            }
            assertThatThrownBy(() -> connect(port, "guessed"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));

            again.stop();
            assertThat(cluster.running()).isFalse();
            assertThat(new PostgresCluster(binaries, place).start("secret")).isPositive();
        } finally {
            cluster.remove();
        }
        assertThat(Files.exists(place)).isFalse();
    }

    private static Connection connect(int port, String password) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
    }
}
