package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.fetch.InputFolder;
import dev.slipway.job.fetch.Source;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlInputIT {
    @TempDir
    Path folder;

    @BeforeAll
    static void fillATable() {
        Analytics.shared().execute("""
                        DROP TABLE IF EXISTS public.feed;
                        CREATE TABLE public.feed (id text, day date, size double precision, live boolean, at timestamptz);
                        INSERT INTO public.feed VALUES
                            ('a, "b"', '2026-11-20', 1e20, true, '2026-11-20 07:00:00.25+01'),
                            ('', NULL, 'NaN', false, NULL);
                        GRANT SELECT ON public.feed TO slipway_job;
                        """);
    }

    @Test
    void shouldWriteRowsInTheFormsOfTheSpecification() throws IOException {
        fetch("SELECT id, day, size, live, at FROM public.feed ORDER BY id DESC;");
        assertThat(Files.readString(folder.resolve("query.csv"))).isEqualTo("""
                        id,day,size,live,at
                        "a, ""b""\",2026-11-20,1e+20,true,2026-11-20T06:00:00.250000Z
                        "",,NaN,false,
                        """);
    }

    @Test
    void shouldPutTheDateInThePlaceOfAsOf() throws IOException {
        fetch("SELECT count(*) AS \"how many?\" FROM public.feed WHERE day = '{asOf}'");
        assertThat(folder.resolve("query.csv")).hasContent("how many?\n1\n");
    }

    @Test
    void shouldRunAWholeJobFromAQuery() {
        Analytics.shared().execute("""
                        CREATE TABLE IF NOT EXISTS public.sizes AS
                        SELECT 'r' || n AS id, date '2026-11-01' + n AS day, (n + 100)::double precision AS size,
                            n AS count, NULL::text AS note
                        FROM generate_series(1, 25) AS n;
                        GRANT SELECT ON public.sizes TO slipway_job;
                        """);
        JobCase run = new JobCase(folder, TestImages.java(folder.resolve("image")))
                .set("INPUT", "sql:SELECT * FROM public.sizes");
        assertThat(run.job().run().rowsPublished()).isEqualTo(25);
    }

    @Test
    void shouldChangeNothing() {
        refused(
                "WITH gone AS (DELETE FROM public.feed RETURNING *) SELECT * FROM gone",
                ExitCode.BAD_CONFIGURATION,
                "");
        assertThat(Analytics.shared().rows("SELECT count(*) FROM public.feed")).containsExactly("2");
    }

    @Test
    void shouldRefuseWhatIsNoQuery() {
        refused("SELECT nothing FROM nowhere", ExitCode.BAD_CONFIGURATION, "relation \"nowhere\" does not exist");
        refused("SET x = 1", ExitCode.BAD_CONFIGURATION, "syntax error");
        refused("SELECT 1) TO PROGRAM 'true'; --", ExitCode.BAD_CONFIGURATION, "syntax error");
        refused("SELECT 1 / 0", ExitCode.BAD_DATA, "division by zero");
    }

    @Test
    void shouldNotReadWhatTheJobMayNotRead() {
        Analytics.shared().execute("CREATE TABLE IF NOT EXISTS public.secret (a int)");
        refused("SELECT * FROM public.secret", ExitCode.BAD_CONFIGURATION, "permission denied for table secret");
    }

    private void refused(String sql, ExitCode code, String message) {
        assertThatThrownBy(() -> fetch(sql))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(message)
                .extracting("exitCode")
                .isEqualTo(code);
    }

    private void fetch(String sql) {
        Database job = Analytics.shared().as(Role.JOB);
        Source.of("sql:" + sql, Instant.parse("2026-11-20T06:00:00Z"), job)
                .fetch(new InputFolder(folder, () -> false, lines -> {}), note -> {});
    }
}
