package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.AS_OF;
import static dev.slipway.predictions.Runs.csv;
import static dev.slipway.predictions.Runs.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Manifest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherIT {
    private static final TestDatabase DATABASE = TestServers.ANALYTICS.fresh();

    @TempDir
    static Path folder;

    private static Runs runs;

    @BeforeAll
    static void open() {
        runs = new Runs(DATABASE, folder);
    }

    @Test
    void shouldPublishARunAndMakeItCurrent() throws SQLException {
        Manifest manifest = manifest("first", "1.0.0", "id:string", "viewers:double");

        Published published = runs.publish(manifest, "first-1", csv(3, 1.5));

        assertThat(published).isEqualTo(new Published(3, 0, true, null, false, published.table()));
        assertThat(published.table()).matches("first_v1_r\\d+");
        assertThat(DATABASE.rows("SELECT * FROM predictions.first_v1_current ORDER BY id"))
                .containsExactly("k0001|1.5", "k0002|1.5", "k0003|1.5");
        assertThat(DATABASE.rows("SELECT id FROM predictions.first_v1 ORDER BY id"))
                .hasSize(3);
        RunEntry run = runs.ledger().current(manifest.name(), 1).orElseThrow();
        assertThat(run.runId()).isEqualTo("first-1");
        assertThat(run.outcome()).isEqualTo("succeeded");
        assertThat(run.asOf()).isEqualTo(AS_OF);
        assertThat(runs.ledger().changes(manifest.name(), 1))
                .extracting(Change::seq, Change::runId, Change::reason, Change::who)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1L, "first-1", "published", "slipway_job"));
    }

    @Test
    void shouldKeepEveryTypesExtremes() throws SQLException {
        List<Field> fields = List.of(
                new Field("key \"q\" x", FieldType.STRING, false, false),
                new Field("i", FieldType.INT, true, false),
                new Field("l", FieldType.LONG, true, false),
                new Field("d", FieldType.DOUBLE, true, true),
                new Field("b", FieldType.BOOLEAN, true, false),
                new Field("day", FieldType.DATE, true, false),
                new Field("at", FieldType.TIMESTAMP, true, false));
        Manifest manifest = manifest("types", "1.0.0", List.of("key \"q\" x"), fields);

        Published published = runs.publish(manifest, "types-1", """
                "key ""q"" x",i,l,d,b,day,at
                \\.,-2147483648,-9223372036854775808,NaN,true,0001-01-01,0001-01-01T00:00:00Z
                é😀,2147483647,9223372036854775807,-Infinity,false,9999-12-31,9999-12-31T23:59:59.999999Z
                empty,,,,,,
                epoch,0,0,1.7976931348623157E308,true,1999-12-31,2026-11-20T07:00:00.123456+01:00
                """);

        assertThat(published.rows()).isEqualTo(4);
        assertThat(DATABASE.rows("SELECT * FROM predictions.types_v1_current ORDER BY i NULLS LAST"))
                .containsExactly(
                        "\\.|-2147483648|-9223372036854775808|NaN|t|0001-01-01|0001-01-01 00:00:00+00",
                        "epoch|0|0|1.7976931348623157e+308|t|1999-12-31|2026-11-20 06:00:00.123456+00",
                        "é😀|2147483647|9223372036854775807|-Infinity|f|9999-12-31|9999-12-31 23:59:59.999999+00",
                        "empty|-|-|-|-|-|-");
    }

    /** A batch is encoded into 64 KB that grow; what follows a text may be where it had to. */
    @Test
    void shouldKeepTextsOfAnyLengthAndWhatFollowsThem() throws SQLException {
        Manifest manifest =
                manifest("long", "1.0.0", "id:string", "text:string", "l:long", "d:double", "more:string", "b:boolean");
        StringBuilder rows = new StringBuilder("id,text,l,d,more,b\n");
        for (int i = 0; i < 1000; i++) {
            rows.append("k%04d,%s,%d,%d.5,%s,%b%n"
                    .formatted(i, "é".repeat(1 + i * 7 % 997), -i, i, "x".repeat(1 + i * 131 % 6007), i % 2 == 0));
        }

        assertThat(runs.publish(manifest, "long-1", rows.toString()).rows()).isEqualTo(1000);
        assertThat(DATABASE.rows(
                        "SELECT count(*) FROM predictions.long_v1_current, LATERAL (SELECT ltrim(id, 'k')::int AS i)"
                                + " AS n WHERE text = repeat('é', 1 + i * 7 % 997) AND l = -i AND d = i + 0.5"
                                + " AND more = repeat('x', 1 + i * 131 % 6007) AND b = (i % 2 = 0)"))
                .containsExactly("1000");
    }

    @Test
    void shouldKeepTheFirstOfDoubledKeysAndCountTheRest() throws SQLException {
        Manifest manifest = manifest("doubled", "1.0.0", "id:string", "viewers:double");

        Published published = runs.publish(manifest, "doubled-1", "id,viewers\nb,1\na,2\nb,3\nc,4\nb,5\na,6\n");

        assertThat(published.rows()).isEqualTo(3);
        assertThat(published.duplicates()).isEqualTo(3);
        assertThat(DATABASE.rows("SELECT * FROM predictions.doubled_v1_current ORDER BY id"))
                .containsExactly("a|2", "b|1", "c|4");
        assertThat(runs.ledger().current(manifest.name(), 1).orElseThrow().duplicates())
                .isEqualTo(3);
    }

    @Test
    void shouldLeaveOutMoreDoubledKeysThanTheDriverFetchesAtOnce() {
        Manifest manifest = manifest("many", "1.0.0", "id:string", "viewers:double");
        String rows = csv(11_000, 1);

        Published published = runs.publish(manifest, "many-1", rows + rows.substring("id,viewers\n".length()));

        assertThat(published)
                .returns(11_000L, Published::rows)
                .returns(11_000L, Published::duplicates)
                .returns(true, Published::current);
    }

    @Test
    void shouldDoNothingWhenTheSameRunComesAgain() throws SQLException {
        Manifest manifest = manifest("again", "1.0.0", "id:string", "viewers:double");
        Published first = runs.publish(manifest, "again-1", csv(2, 1));

        Published second = runs.publish(manifest, "again-1", csv(2, 1));

        assertThat(second).isEqualTo(new Published(2, 0, true, null, true, first.table()));
        assertThat(runs.ledger().changes(manifest.name(), 1)).hasSize(1);
        assertThat(DATABASE.rows("SELECT outcome FROM predictions.attempts JOIN predictions.runs USING (run_no)"
                        + " WHERE run_id = 'again-1'"))
                .containsExactly("succeeded", "succeeded");
    }

    @Test
    void shouldRefuseTheSameRunWithOtherContent() {
        Manifest manifest = manifest("other", "1.0.0", "id:string", "viewers:double");
        runs.publish(manifest, "other-1", csv(2, 1));

        assertThatThrownBy(() -> runs.publish(manifest, "other-1", csv(2, 2)))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("run other-1 was published at")
                .hasMessageContaining("with other content")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(runs.ledger().runs(manifest.name())).singleElement().satisfies(run -> assertThat(run.outcome())
                .isEqualTo("failed"));
    }
}
