package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody rewrites a run's table, and its rows move to other blocks: what was loaded no longer tells what is missing. */
class CopyRewrittenIT {
    private static final String SUMMARY =
            "SELECT count(*), count(DISTINCT id), min(viewers), max(viewers) FROM predictions.audience";

    private static final String BETWEEN_LEAVES =
            "SELECT 1 FROM predictions.loads WHERE begun > 0 AND begun = (SELECT count(*) FROM predictions.leaves)";

    private final TestRuns runs = TestRuns.fresh();

    @BeforeEach
    void publish() throws SQLException {
        runs.publish("run-1", "VALUES ('a', 1), ('b', 1), ('c', 1)");
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeginAgainWhereItHappenedBetweenTwoCopies(CopySpec.Mode mode) throws SQLException {
        AtomicBoolean over = new AtomicBoolean();
        runs.copy(spec(mode));
        publishMany();
        assertThat(copy(mode, () -> {
                            over.compareAndSet(false, areBetweenLeaves());
                            return over.get() ? 0 : 900_000;
                        })
                        .complete())
                .isFalse();
        rewrite();

        assertThat(copy(mode, () -> 900_000).complete()).isTrue();

        assertThat(runs.seen(SUMMARY)).containsExactly(shown(mode));
        assertThat(runs.application().value("SELECT last_value FROM predictions.loads_load_no_seq"))
                .as("loads begun")
                .isEqualTo("3");
    }

    @ParameterizedTest
    @EnumSource
    void shouldShowNothingWhereItHappenedWhileTheRunWasRead(CopySpec.Mode mode) throws SQLException {
        AtomicBoolean rewritten = new AtomicBoolean();
        runs.copy(spec(mode));
        publishMany();
        assertThatThrownBy(() -> copy(mode, () -> {
                    if (!rewritten.get() && areBetweenLeaves()) {
                        rewritten.set(true);
                        rewrite();
                    }
                    return 900_000;
                }))
                .hasMessage("copy to audience: the table of run run-2 was rewritten while it was read; the next copy"
                        + " begins again")
                .extracting("exitCode")
                .isEqualTo(ExitCode.TRY_AGAIN);
        assertThat(runs.seen(SUMMARY)).containsExactly("3|3|1|1");

        assertThat(copy(mode, () -> 900_000).complete()).isTrue();
        assertThat(runs.seen(SUMMARY)).containsExactly(shown(mode));
    }

    private static CopySpec spec(CopySpec.Mode mode) {
        return mode == CopySpec.Mode.MERGE ? TestRuns.merge("id", "viewers") : TestRuns.replace("id", "viewers");
    }

    private static String shown(CopySpec.Mode mode) {
        return mode == CopySpec.Mode.MERGE ? "2503|2503|1|2" : "2500|2500|2|2";
    }

    private void publishMany() throws SQLException {
        runs.publish("run-2", "SELECT 'k' || i, 2 FROM generate_series(1, 2500) AS i ORDER BY md5(i::text)");
    }

    /** Two leaves at once of up to 1,000 rows, or one of 2,000. */
    private CopyOutcome copy(CopySpec.Mode mode, LongSupplier clock) {
        return runs.copier(new CopySize(2000, 250)).copy(spec(mode), clock);
    }

    private boolean areBetweenLeaves() {
        try {
            return !runs.application().rows(BETWEEN_LEAVES).isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rewrite() {
        try {
            runs.analytics().execute("CLUSTER predictions.audience_v1_run_2 USING audience_v1_run_2_pkey");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
