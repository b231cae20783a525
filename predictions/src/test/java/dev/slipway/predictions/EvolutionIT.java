package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.AS_OF;
import static dev.slipway.predictions.Runs.NO_LIMITS;
import static dev.slipway.predictions.Runs.csv;
import static dev.slipway.predictions.Runs.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvolutionIT {
    private static final TestDatabase DATABASE = TestServers.ANALYTICS.fresh();

    @TempDir
    static Path folder;

    private static Runs runs;

    @BeforeAll
    static void open() {
        runs = new Runs(DATABASE, folder);
    }

    @Test
    void shouldAppendAColumnAndKeepItWhenAnEarlierVersionRunsAgain() throws SQLException {
        Manifest first = manifest("grows", "1.0.0", "id:string", "viewers:double");
        Manifest wider = manifest("grows", "1.1.0", "id:string", "share:double", "viewers:double");
        runs.publish(first, "g-1", "id,viewers\na,1\n");
        // An application's own view and its privileges survive.
        DATABASE.execute("CREATE VIEW public.mine AS SELECT viewers FROM predictions.grows_v1_current");

        runs.publish(wider, "g-2", "id,share,viewers\na,0.5,2\n");
        assertThat(DATABASE.rows("SELECT * FROM predictions.grows_v1_current")).containsExactly("a|2|0.5");
        assertThat(DATABASE.rows("SELECT id, viewers, share FROM predictions.grows_v1 ORDER BY viewers"))
                .containsExactly("a|1|-", "a|2|0.5");

        new Ledger(DATABASE.as(Role.LEDGER)).rollback(first.name(), 1, null, "ann", "too high");
        assertThat(DATABASE.rows("SELECT * FROM predictions.grows_v1_current")).containsExactly("a|1|-");

        runs.publish(first, "g-3", AS_OF.plusSeconds(1), "id,viewers\na,3\n", NO_LIMITS);
        assertThat(DATABASE.rows("SELECT * FROM predictions.grows_v1_current")).containsExactly("a|3|-");
        assertThat(DATABASE.rows("SELECT * FROM public.mine")).containsExactly("3");
    }

    @Test
    void shouldGiveAMajorVersionTablesOfItsOwn() throws SQLException {
        runs.publish(manifest("major", "1.0.0", "id:string", "viewers:double"), "m-1", csv(1, 1));
        runs.publish(manifest("major", "2.0.0", "id:string", "viewers:int"), "m-2", "id,viewers\nk,7\n");
        assertThat(DATABASE.rows("SELECT * FROM predictions.major_v1_current")).containsExactly("k0001|1");
        assertThat(DATABASE.rows("SELECT * FROM predictions.major_v2_current")).containsExactly("k|7");
    }

    @Test
    void shouldRefuseADroppedFieldBeforeTheWorkBegins() {
        runs.publish(manifest("drops", "1.0.0", "id:string", "viewers:double"), "d-1", csv(1, 1));
        Manifest next = manifest("drops", "1.1.0", "id:string");
        assertThatThrownBy(() -> runs.begin(next, "d-2", AS_OF))
                .hasMessageContaining("output field viewers of version 1.0.0 is dropped")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void shouldRefuseATypeThatAVersionBegunMeanwhileHasFixed() {
        Manifest left = manifest("race", "1.0.0", "id:string", "viewers:double");
        Manifest right = manifest("race", "1.1.0", "id:string", "viewers:int");
        Attempt late = runs.begin(right, "r-2", AS_OF);
        runs.publish(left, "r-1", csv(1, 1));
        assertThatThrownBy(() -> new Publisher(DATABASE.as(Role.JOB))
                        .publish(late, right, runs.out("r-2", "id,viewers\nk,7\n"), NO_LIMITS))
                .hasMessageContaining("output field viewers was double and is now int")
                .hasMessageContaining("needs a new major version")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void shouldRefuseAFieldThatATableCannotHave() {
        assertThatThrownBy(() -> runs.begin(manifest("reserved", "1.0.0", "id:string", "xmin:int"), "x-1", AS_OF))
                .hasMessageContaining("xmin is a name that tables keep for themselves")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void shouldSayWhichColumnsOfTheParentSomebodyAltered() throws SQLException {
        Manifest manifest = manifest("altered", "1.0.0", "id:string", "viewers:double");
        runs.publish(manifest, "a-1", csv(1, 1));
        DATABASE.execute("ALTER TABLE predictions.altered_v1 ADD COLUMN note text");

        assertThatThrownBy(() -> runs.publish(manifest, "a-2", csv(1, 2)))
                .hasMessageContaining("predictions.altered_v1 no longer fits the manifest")
                .hasMessageContaining("note: expected no such column, found text")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);

        DATABASE.execute("ALTER TABLE predictions.altered_v1 DROP COLUMN note");
        assertThat(runs.publish(manifest, "a-2", csv(1, 2)).current()).isTrue();
    }

    @Test
    void shouldSayThatSomebodyAlteredTheView() throws SQLException {
        Manifest manifest = manifest("replaced", "1.0.0", "id:string", "viewers:double");
        runs.publish(manifest, "v-1", csv(1, 1));
        DATABASE.execute("DROP VIEW predictions.replaced_v1_current");
        DATABASE.execute("CREATE VIEW predictions.replaced_v1_current AS SELECT 1 AS one");
        DATABASE.execute("ALTER VIEW predictions.replaced_v1_current OWNER TO slipway_owner");

        assertThatThrownBy(() -> runs.publish(manifest, "v-2", csv(1, 2)))
                .hasMessageContaining("predictions.replaced_v1_current no longer fits the manifest")
                .hasMessageContaining("expected the columns id, viewers")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(runs.ledger().runs(manifest.name()).get(0).state()).isEqualTo("started");
    }
}
