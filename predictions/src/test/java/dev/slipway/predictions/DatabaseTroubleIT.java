package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.AS_OF;
import static dev.slipway.predictions.Runs.NO_LIMITS;
import static dev.slipway.predictions.Runs.csv;
import static dev.slipway.predictions.Runs.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The analytics database goes away before, during and after COPY, and comes back. */
class DatabaseTroubleIT {
    private static final TestDatabase DATABASE = TestServers.ANALYTICS.fresh();
    private static final int ROWS = 30_000;
    private static int number;

    @TempDir
    static Path folder;

    private final Runs runs = new Runs(DATABASE, folder);
    private Manifest manifest;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        manifest = manifest("trouble-" + ++number, "1.0.0", "id:string", "viewers:double");
        wire = new Wire(DATABASE.as(Role.JOB));
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
    }

    @Test
    void shouldWaitForADatabaseThatIsAwayBefore() throws SQLException {
        wire.refuse(3);
        publishedOnce(publish());
    }

    @Test
    void shouldPublishAgainWhenTheWireIsCutDuringCopy() throws SQLException {
        publishedOnceThough(Mishap.truncate(200_000, 1));
    }

    @Test
    void shouldPublishAgainWhenTheCommitDidNotArrive() throws SQLException {
        publishedOnceThough(Mishap.commit(Mishap.Commit.LOST, 1));
    }

    @Test
    void shouldFindItsOwnCommitWhoseAnswerWasLost() throws SQLException {
        publishedOnceThough(Mishap.commit(Mishap.Commit.UNHEARD, 1));
    }

    /** A machine that is gone resets nothing: only the silence tells. */
    @Test
    void shouldPublishAgainWhenTheDatabaseSaysNothingMore() throws Exception {
        wire.make(Mishap.blackHole(200_000));
        publishedOnceThoughSilent(ROWS);
    }

    /** More than the system's buffers hold: the client has to wait while it sends, not for an answer. */
    @Test
    @Timeout(60)
    void shouldPublishAgainWhenTheDatabaseTakesNothingMore() throws Exception {
        wire.make(Mishap.deaf(200_000));
        publishedOnceThoughSilent(10 * ROWS);
    }

    private void publishedOnceThoughSilent(int rows) throws Exception {
        Database impatient = silentFor(wire.database(), 2);
        CompletableFuture<Published> publish = CompletableFuture.supplyAsync(() -> publish(impatient, rows));
        while (wire.connections() < 2) {
            assertThat(publish).isNotDone();
            Thread.sleep(5);
        }
        // By now the server, which asks as well, would have given up the session that nobody holds any more.
        wire.mend();
        publishedOnce(publish.join());
    }

    @Test
    void shouldGiveUpALoginThatIsNotAnswered() {
        // Each time: the driver tries again without TLS.
        wire.make(passage -> {
            if (passage.says("slipway_job")) {
                passage.line().becomeBlackHole();
            } else {
                passage.pass();
            }
        });
        assertThatThrownBy(() -> silentFor(wire.database(), 1).connect(Duration.ZERO))
                .hasMessageContaining("tried for 0 s, the server is away")
                .extracting("exitCode")
                .isEqualTo(ExitCode.TRY_AGAIN);
    }

    @Test
    void shouldAskASilentServerInHalfAMinuteWhetherItIsThere() throws Exception {
        try (Socket socket = new LivelySockets(new Properties()).createSocket()) {
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(30);
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
        }
        // A pooler or a proxy refuses a connection that begins with options.
        assertThat(DATABASE.as(Role.JOB).options()).doesNotContainKey("options");
        try (Connection connection = DATABASE.as(Role.JOB).connect()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(60_000);
            assertThat(TestDatabase.rows(connection, "SHOW tcp_keepalives_idle"))
                    .containsExactly("30");
            assertThat(TestDatabase.rows(connection, "SHOW client_connection_check_interval"))
                    .containsExactly("5s");
        }
    }

    private static Database silentFor(Database database, int seconds) {
        return new Database(database.url() + "?socketTimeout=" + seconds, database.user(), database.password());
    }

    @Test
    void shouldPublishAgainAfterAnAdministratorEndedTheSession() throws Exception {
        CompletableFuture<Published> publish = CompletableFuture.supplyAsync(this::publishALot);
        DATABASE.execute("SELECT pg_terminate_backend(" + copyingPid(publish) + ")");
        publishedOnce(publish.join());
    }

    @Test
    void shouldPublishAgainAfterTheServerCrashedAndRecovered() throws Exception {
        CompletableFuture<Published> publish = CompletableFuture.supplyAsync(this::publishALot);
        // A backend that dies takes the whole cluster down; it recovers from its log, and refuses everybody meanwhile.
        ProcessHandle.of(Long.parseLong(copyingPid(publish))).orElseThrow().destroyForcibly();
        publishedOnce(publish.join());
    }

    @Test
    void shouldPublishAgainAfterTheServerWasStoppedAndStarted() throws Exception {
        CompletableFuture<Published> publish = CompletableFuture.supplyAsync(this::publishALot);
        copyingPid(publish);
        Postmaster server = TestServers.ANALYTICS.postmaster();
        server.stop();
        server.start();
        publishedOnce(publish.join());
    }

    @Test
    void shouldGiveUpWhereTheDatabaseGoesAwayAgainAndAgain() throws SQLException {
        wire.make(Mishap.truncate(200_000, 3));

        assertThatThrownBy(this::publish)
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("publishing run")
                .extracting("exitCode")
                .isEqualTo(ExitCode.TRY_AGAIN);

        RunEntry run = runs.ledger().runs(manifest.name()).get(0);
        assertThat(run).returns("failed", RunEntry::outcome).returns(75, RunEntry::exitCode);
        assertThat(tables()).isEmpty();
        publishedOnce(publish());
    }

    @Test
    void shouldSayThatADatabaseStayedAway() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Database nobody = new Database("jdbc:postgresql://127.0.0.1:" + port + "/analytics", "slipway_job", "hush");
        assertThatThrownBy(() -> nobody.connect(Duration.ofSeconds(1)))
                .hasMessageContaining("127.0.0.1:" + port + "/analytics as slipway_job")
                .hasMessageContaining("tried for 1 s, the server is away")
                .hasMessageNotContaining("hush")
                .extracting("exitCode")
                .isEqualTo(ExitCode.TRY_AGAIN);
    }

    @Test
    void shouldNotTryAWrongPasswordTwice() {
        Database wrong = new Database(wire.database().url(), "slipway_job", "guessed");
        Attempt attempt = runs.begin(manifest, manifest.name() + "-1", AS_OF);
        assertThatThrownBy(wrong::connect)
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("password authentication failed for user \"slipway_job\"")
                .hasMessageNotContaining("guessed")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(wire.connections()).isEqualTo(1);
        assertThatThrownBy(() -> new Publisher(wrong)
                        .publish(attempt, manifest, runs.out(attempt.runId(), csv(1, 1)), NO_LIMITS))
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    private Published publish() {
        return publish(ROWS);
    }

    /** So many rows that the COPY can be seen from outside. */
    private Published publishALot() {
        return publish(10 * ROWS);
    }

    private Published publish(int rows) {
        return publish(wire.database(), rows);
    }

    private Published publish(Database database, int rows) {
        String runId = manifest.name() + "-1";
        Attempt attempt = runs.begin(manifest, runId, AS_OF);
        return new Publisher(database).publish(attempt, manifest, runs.out(runId, csv(rows, 1)), NO_LIMITS);
    }

    private void publishedOnceThough(Mishap mishap) throws SQLException {
        wire.make(mishap);
        publishedOnce(publish());
        assertThat(mishap.isOver()).isTrue();
    }

    private void publishedOnce(Published published) throws SQLException {
        assertThat(published.already()).isFalse();
        assertThat(published.current()).isTrue();
        String view = "predictions." + manifest.name().identifier() + "_v1_current";
        assertThat(DATABASE.value("SELECT count(*) FROM " + view)).isEqualTo("" + published.rows());
        assertThat(tables()).containsExactly(published.table());
        assertThat(runs.ledger().changes(manifest.name(), 1)).hasSize(1);
        assertThat(runs.ledger().runs(manifest.name()))
                .singleElement()
                .returns("published", RunEntry::state)
                .returns("succeeded", RunEntry::outcome);
    }

    private List<String> tables() throws SQLException {
        return DATABASE.rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^"
                + manifest.name().identifier() + "_v1_r'");
    }

    /** Waits until the server has taken the first rows. */
    private static String copyingPid(CompletableFuture<Published> publish) throws SQLException, InterruptedException {
        while (!publish.isDone()) {
            List<String> pid = DATABASE.rows("SELECT pid FROM pg_stat_progress_copy WHERE tuples_processed > 1000");
            if (!pid.isEmpty()) {
                return pid.get(0);
            }
            Thread.sleep(2);
        }
        throw new AssertionError("the publish was over before its COPY was seen: " + publish.join());
    }
}
