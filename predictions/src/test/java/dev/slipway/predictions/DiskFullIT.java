package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.AS_OF;
import static dev.slipway.predictions.Runs.NO_LIMITS;
import static dev.slipway.predictions.Runs.csv;
import static dev.slipway.predictions.Runs.manifest;
import static dev.slipway.predictions.TestRuns.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables lie on a file system of 4 MB. */
class DiskFullIT {
    @TempDir
    Path folder;

    private SmallDisk disk;

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void shouldLeaveNothingBehindOnAFullDiskAndPublishOnceThereIsRoom() throws Exception {
        TestDatabase database = TestServers.ANALYTICS.fresh();
        disk = SmallDisk.mount(database, Role.JOB, folder);
        Runs runs = new Runs(database, folder);
        Manifest manifest = manifest("full", "1.0.0", "id:string", "viewers:double");
        runs.publish(manifest, "full-1", csv(1_000, 1));

        assertThatThrownBy(() -> runs.publish(manifest, "full-2", AS_OF, csv(200_000, 2), NO_LIMITS))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("No space left on device")
                .extracting("exitCode")
                .isEqualTo(ExitCode.TRY_AGAIN);

        assertThat(runs.ledger().runs(manifest.name()).get(0))
                .returns("failed", RunEntry::outcome)
                .returns(75, RunEntry::exitCode);
        assertThat(database.value("SELECT count(*) FROM predictions.full_v1_current"))
                .isEqualTo("1000");
        assertThat(runs.publish(manifest, "full-2", csv(2_000, 2)).rows()).isEqualTo(2_000);
    }

    @Test
    void shouldShowTheRowsBeforeOnAFullDiskAndCopyOnceThereIsRoom() throws Exception {
        TestRuns runs = TestRuns.fresh();
        disk = SmallDisk.mount(runs.application(), Role.ETL, folder);
        runs.publish("run-1", "VALUES ('a', 1)");
        runs.copy(replace("id", "viewers"));
        runs.publish("run-2", "SELECT 'k' || i, i FROM generate_series(1, 100000) AS i");

        assertThatThrownBy(() -> runs.copy(replace("id", "viewers")))
                .isInstanceOf(PublishException.class)
                .hasMessageContainingAll("copying audience to audience", "No space left on device")
                .extracting("exitCode")
                .isEqualTo(ExitCode.TRY_AGAIN);

        assertThat(runs.seen("SELECT * FROM predictions.audience")).containsExactly("a|1");
        runs.publish("run-3", "SELECT 'k' || i, i FROM generate_series(1, 2000) AS i");
        assertThat(runs.copy(replace("id", "viewers")).rows()).isEqualTo(2000);
    }
}
