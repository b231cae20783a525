package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.job.Tls;
import dev.slipway.predictions.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in by IAM as in the cloud: credentials from the container's address alone, TLS, a token as the password. */
class IamLoginIT {
    private static final String REGION = "eu-central-1";

    @TempDir
    static Path folder;

    private static Servers servers;
    private static ContainerCredentials credentials;
    private static RdsServer analytics;
    private static Path root;

    @BeforeAll
    static void start() throws Exception {
        servers = new Servers();
        credentials = new ContainerCredentials();
        Path keys = folder.resolve("keys.p12");
        root = Tls.makeKeys(keys);
        analytics = new RdsServer(servers.analyticsPort(), keys, IamLoginIT::good);
        servers.publish("read", "r-1", folder, "a,1");
    }

    @AfterAll
    static void stop() throws Exception {
        credentials.close();
        analytics.close();
        servers.close();
    }

    /** As IAM would: signed just now, by the credentials that were given last, for this server and user. */
    private static boolean good(String user, String token) {
        Instant signed = Instant.parse(token.replaceFirst(".*X-Amz-Date=([0-9TZ]+).*", "$1")
                .replaceFirst("(....)(..)(..)T(..)(..)(..)Z", "$1-$2-$3T$4:$5:$6Z"));
        return signed.isAfter(Instant.now().minusSeconds(60))
                && token.equals(new IamToken(
                                "localhost",
                                analytics.port(),
                                user,
                                REGION,
                                credentials::last,
                                Clock.fixed(signed, ZoneOffset.UTC))
                        .password());
    }

    @Test
    void shouldSignATokenForEachConnectionWithTheCredentialsOfThatMoment() {
        LedgerHandler ledger = new LedgerHandler(environment("slipway_ledger", "&sslrootcert=" + root));
        assertThat(credentials.count()).as("a snapshot would keep them").isZero();
        Map<String, Object> request = Map.of("action", "runs", "model", "read");

        assertThat(ledger.handleRequest(request, null).toString()).contains("runId=r-1");
        assertThat(ledger.handleRequest(request, null).toString()).contains("runId=r-1");

        // Keys that were asked for only once would be refused the second time.
        assertThat(credentials.count()).isEqualTo(2);
        assertThat(analytics.passwords()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveItsTokenToNobodyWhomRdsDoesNotVouchFor() {
        int before = analytics.passwords().size();
        Database database = database("slipway_ledger", "");
        assertThatThrownBy(database::connect)
                .hasMessageContaining("connecting to jdbc:postgresql://localhost:" + analytics.port())
                .hasMessageContaining("PKIX path building failed")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(analytics.passwords()).hasSize(before);
    }

    @Test
    void shouldSayNothingOfATokenThatIsRefused() {
        Database stranger = new Database(
                database("slipway_etl", "&sslrootcert=" + root).url(),
                "slipway_etl",
                new IamToken("localhost", analytics.port(), "somebody_else", REGION));
        assertThatThrownBy(stranger::connect)
                .hasMessageContaining("PAM authentication failed")
                .hasMessageNotContaining("X-Amz")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(stranger.toString()).doesNotContain("X-Amz").endsWith("as slipway_etl");
    }

    private static Database database(String user, String options) {
        List<String> problems = new ArrayList<>();
        Database database = DatabaseSettings.read(environment(user, options), "SLIPWAY_ANALYTICS", problems);
        assertThat(problems).isEmpty();
        return database;
    }

    private static Map<String, String> environment(String user, String options) {
        return Map.of(
                "SLIPWAY_ANALYTICS_URL",
                "jdbc:postgresql://localhost:" + analytics.port() + "/postgres?sslmode=verify-full" + options,
                "SLIPWAY_ANALYTICS_USER",
                user,
                "AWS_REGION",
                REGION);
    }
}
