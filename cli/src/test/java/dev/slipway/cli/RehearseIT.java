package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The whole way on real parts: the model's process, two PostgreSQL clusters, the job, the ETL handler. */
class RehearseIT {
    /** Real films; they lie beside the checkout and are no part of it. */
    private static final Path FILMS =
            Checkout.find().home().resolve("../shared/data/films.csv").normalize();

    @TempDir
    private Path work;

    @Test
    void shouldBringSyntheticRowsToTheApplicationAndKeepTheDatabasesUntilTheyAreStopped() throws Exception {
        try {
            Map<String, Object> first = rehearse("--rows", "300", "--as-of", "2026-11-01", "--keep");

            assertThat(first.keySet())
                    .containsExactly(
                            "model",
                            "version",
                            "runId",
                            "asOf",
                            "runtime",
                            "runtimeReason",
                            "image",
                            "imageDigest",
                            "rowsRead",
                            "rowsPredicted",
                            "rowsRejected",
                            "rowsPublished",
                            "rowsCopied",
                            "metrics",
                            "steps",
                            "report",
                            "analyticsUrl",
                            "applicationUrl");
            assertThat(first)
                    .containsEntry("model", "audience-forecast")
                    .containsEntry("asOf", "2026-11-01T00:00:00Z")
                    .containsEntry("rowsRead", 300);
            assertThat(number(first, "rowsPredicted") + number(first, "rowsRejected"))
                    .isEqualTo(300);
            assertThat(number(first, "rowsPublished")).isPositive().isEqualTo(number(first, "rowsCopied"));
            assertThat(stepNames(first))
                    .containsExactly(
                            "build",
                            "generate",
                            "databases",
                            "describe",
                            "validate",
                            "fetch",
                            "predict",
                            "artifacts",
                            "publish",
                            "copy",
                            "report");
            assertThat(applicationRows(first)).containsExactlyElementsOf(predictedRows(first));

            Map<String, Object> second = rehearse("--rows", "200", "--as-of", "2026-11-02", "--keep");

            assertThat(second.get("analyticsUrl")).isEqualTo(first.get("analyticsUrl"));
            assertThat(query(second, "analyticsUrl", "SELECT run_id FROM predictions.runs ORDER BY run_no"))
                    .containsExactly((String) first.get("runId"), (String) second.get("runId"));
            assertThat(applicationRows(second)).containsExactlyElementsOf(predictedRows(second));
        } finally {
            Typed stop = Typed.slipway("rehearse", "--stop", "--work", work.toString());
            assertThat(stop.err()).startsWith("stopped the databases of dev; their data stays in ");
        }
        assertThat(runningServers()).isEmpty();
    }

    @Test
    @EnabledIf("python")
    void shouldLeaveNothingBehindButReportAndOutputs() throws Exception {
        Path input = work.resolve("films <b>.csv");
        StringBuilder films = new StringBuilder("imdb,title,year,budget,budget_2013$\n");
        for (int film = 1; film <= 39; film++) {
            films.append("tt00000%02d,<script>alert(1)</script>,2001,%d,\n".formatted(film, film * 1_000_000));
        }
        Files.writeString(input, films + "tt0000040,<script>alert(2)</script>,1999,<script>alert(3)</script>,\n");

        Map<String, Object> outcome = rehearse("film-gross", "--input", input.toString());

        assertThat(outcome).containsEntry("rowsRead", 40).containsEntry("rowsRejected", 1);
        assertThat(outcome).containsEntry("rowsPublished", 39).containsEntry("rowsCopied", 39);
        assertThat(outcome).containsEntry("analyticsUrl", null).containsEntry("applicationUrl", null);
        Path report = Path.of((String) outcome.get("report"));
        assertThat(report).content().contains("&lt;script&gt;").doesNotContain("<script", "synthetic");
        assertThat(report.resolveSibling("job/out/predictions.csv")).exists();
        assertThat(names(report.getParent())).containsExactly("job", "report.html");
        assertThat(names(report.resolveSibling("job"))).containsExactly("out", "run.json");
        assertThat(runningServers()).isEmpty();
    }

    @Test
    @EnabledIf("films")
    void shouldPredictOrRejectEachOfTheRealFilms() throws Exception {
        Map<String, Object> outcome = rehearse("film-gross", "--input", FILMS.toString());

        assertThat(outcome).containsEntry("rowsRead", 1_794);
        assertThat(number(outcome, "rowsPredicted") + number(outcome, "rowsRejected"))
                .isEqualTo(1_794);
        assertThat(number(outcome, "rowsPublished")).isLessThanOrEqualTo(number(outcome, "rowsPredicted"));
        assertThat(number(outcome, "rowsCopied"))
                .isEqualTo(number(outcome, "rowsPublished"))
                .isGreaterThan(1_700);
    }

    static boolean python() {
        return Prerequisite.python();
    }

    static boolean films() {
        return Prerequisite.python() && Prerequisite.file(FILMS);
    }

    private Map<String, Object> rehearse(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("rehearse"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--json", "--work", work.toString()));
        Typed typed = Typed.slipway(command.toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out().lines()).hasSize(1);
        return JSON.std.mapFrom(typed.out());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static long number(Map<String, Object> outcome, String key) {
        return ((Number) outcome.get(key)).longValue();
    }

    private static List<String> stepNames(Map<String, Object> outcome) {
        return ((List<?>) outcome.get("steps"))
                .stream().map(step -> (String) ((Map<?, ?>) step).get("name")).toList();
    }

    private static List<String> applicationRows(Map<String, Object> outcome) throws SQLException {
        return query(
                outcome,
                "applicationUrl",
                "SELECT programme_id || ',' || air_date || ',' || viewers FROM predictions.audience ORDER BY 1");
    }

    /** The columns that are copied, of the first row of each key, in the database's order (C collation). */
    private static List<String> predictedRows(Map<String, Object> outcome) throws IOException {
        Path out = Path.of((String) outcome.get("report")).resolveSibling("job/out/predictions.csv");
        try (var records = de.siegmar.fastcsv.reader.CsvReader.builder().ofNamedCsvRecord(out)) {
            Map<String, String> rows = new TreeMap<>();
            records.forEach(row -> rows.putIfAbsent(
                    row.getField("programme_id") + "," + row.getField("air_date"),
                    row.getField("programme_id") + "," + row.getField("air_date") + ","
                            + Double.toString(Double.parseDouble(row.getField("viewers")))
                                    .replaceFirst("\\.0$", "")));
            return rows.values().stream().sorted().toList();
        }
    }

    private static List<String> query(Map<String, Object> outcome, String url, String sql) throws SQLException {
        URI address = URI.create((String) outcome.get(url));
        String[] login = address.getUserInfo().split(":");
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath(),
                        login[0],
                        login[1]);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    /** Lock files of servers below the work folder; PostgreSQL removes its own when it stops. */
    private List<Path> runningServers() throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            return files.filter(file -> file.endsWith("postmaster.pid")).toList();
        }
    }
}
