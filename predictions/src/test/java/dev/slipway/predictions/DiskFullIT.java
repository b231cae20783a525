package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.AS_OF;
import static dev.slipway.predictions.Runs.NO_LIMITS;
import static dev.slipway.predictions.Runs.csv;
import static dev.slipway.predictions.Runs.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run tables lie in a tablespace on a file system of 4 MB, which only root can mount. */
class DiskFullIT {
    private final TestDatabase database = TestServers.ANALYTICS.fresh();

    @TempDir
    Path folder;

    private Path small;

    @BeforeEach
    void mount() throws Exception {
        small = Files.createDirectory(folder.resolve("small"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", small.toString());
        if (!mounted) {
            System.out.println("SKIPPED DiskFullIT: a small file system can only be mounted by root");
        }
        assumeTrue(mounted, "a small file system can only be mounted by root");
        database.execute("CREATE TABLESPACE small LOCATION '" + small + "'");
        database.execute("GRANT CREATE ON TABLESPACE small TO slipway_owner");
        String name = database.value("SELECT current_database()");
        database.execute("ALTER ROLE slipway_job IN DATABASE " + name + " SET default_tablespace = small");
    }

    @AfterEach
    void unmount() throws Exception {
        if (Files.exists(small.resolve(".")) && run("mountpoint", "-q", small.toString())) {
            database.execute("DROP TABLE IF EXISTS predictions.full_v1 CASCADE");
            database.execute("DROP TABLESPACE IF EXISTS small");
            run("umount", small.toString());
        }
    }

    @Test
    void shouldLeaveNothingBehindOnAFullDiskAndPublishOnceThereIsRoom() throws SQLException {
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

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
