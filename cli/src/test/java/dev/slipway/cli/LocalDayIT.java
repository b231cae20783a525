package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.desk.fake.TestCheckout;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole day without an account: a version is rehearsed, raised, rehearsed again, taken back and released. */
class LocalDayIT {
    @TempDir
    private Path folder;

    private Path home;

    @Test
    void shouldPractiseTheWholeDayOnThisMachine() throws Exception {
        assumeTrue(Prerequisite.python(), "there is no python3 of 3.9 or newer on this machine");
        try (CheckoutCopy checkout = CheckoutCopy.in(folder)) {
            home = checkout.home();
            onlyDev();
            assertThat(slipway(78, "status", "-e", "local").err())
                    .isEqualTo("slipway: no databases are kept; 'slipway rehearse MODEL --keep' leaves some\n");
            try {
                day();
            } finally {
                assertThat(Typed.slipway("rehearse", "--stop").err()).startsWith("stopped the databases of dev");
            }
        }
    }

    private void day() throws Exception {
        Map<String, Object> first = rehearse("2026-11-01");
        String firstRun = (String) first.get("runId");
        List<String> before = application(first);
        assertThat(slipway(0, "status", "-e", "local").out())
                .contains("local        flats  1.0.0    1.0.0     1.0.0    " + firstRun + "  published")
                .doesNotContain("!");

        bump();
        assertThat(slipway(0, "status", "-e", "local").out())
                .contains("! flats in local: the file says 1.1.0, but 1.0.0 is deployed");
        assertThat(slipway(0, "plan", "-e", "local").out())
                .isEqualTo(
                        "flats 1.0.0 → 1.1.0 in local: same fields, copy unaffected, metrics not comparable (1.0.0 was"
                                + " not measured), folder\n1 change in local against what is deployed, no rule broken.\n");
        assertThat(slipway(64, "promote", "flats", "--from", "local", "--to", "dev")
                        .err())
                .startsWith("slipway: a rehearsal is no release: 'slipway push flats' brings");
        Map<String, Object> second = rehearse("2026-11-02");
        String secondRun = (String) second.get("runId");
        assertThat(application(second)).hasSameSizeAs(before).isNotEqualTo(before);
        assertThat(slipway(0, "runs", "-e", "local").out())
                .containsSubsequence(secondRun + "  flats  1.1.0", firstRun + "  flats  1.0.0");
        assertThat(slipway(0, "artifacts", "list", secondRun, "-e", "local").out())
                .contains("predictions.csv");

        Typed back = slipway(0, "rollback", "flats", "-e", "local");
        assertThat(back.out())
                .startsWith("flats 1.0.0, run " + firstRun + " (as of 2026-11-01 00:00) is current now, as change 3\n")
                .contains("environments/dev.yaml:9: version: 1.0.0");
        assertThat(application(second)).as("the old rows").isEqualTo(before);
        assertThat(slipway(0, "predictions", "flats", "-e", "local", "--limit", "1")
                        .out())
                .contains("1 rows of run " + firstRun);
        assertThat(slipway(0, "status", "-e", "local").out())
                .contains("! flats in local: version 1.1.0 is held by " + System.getProperty("user.name")
                        + ": no reason given");
        assertThat(slipway(0, "runs", "--on", "2100-01-01", "-e", "local").out())
                .contains(firstRun, "no reason given");

        slipway(0, "rollback", "flats", "-e", "local", "--release", "--reason", "it was right");
        assertThat(slipway(0, "status", "-e", "local").out()).doesNotContain("is held");
        assertThat(slipway(64, "run", "flats", "-e", "local").err())
                .isEqualTo("slipway: a run on this machine is a rehearsal: 'slipway rehearse flats --keep'\n");
    }

    /** The shipped environments run models that this checkout has not. */
    private void onlyDev() throws IOException {
        slipway(0, "init", "flats", "--runtime", "python");
        Files.delete(home.resolve("environments/staging.yaml"));
        Files.delete(home.resolve("environments/prod.yaml"));
        new TestCheckout(home).environment("dev", TestCheckout.release("flats", "1.0.0", "flat_id, price"));
    }

    private Map<String, Object> rehearse(String asOf) throws IOException {
        String input = home.resolve("models/flats/golden.csv").toString();
        return JSON.std.mapFrom(slipway(
                        0,
                        "rehearse",
                        "flats",
                        "--input",
                        input,
                        "--as-of",
                        asOf,
                        "--keep",
                        "--json",
                        "--runtime",
                        "process")
                .out());
    }

    /** Another version, whose flats cost a little more. */
    private void bump() throws IOException {
        edit("models/flats/model.yaml", "version: 1.0.0", "version: 1.1.0");
        edit("environments/dev.yaml", "version: 1.0.0", "version: 1.1.0");
        edit("models/flats/model.py", "\"price\": weights", "\"price\": 1 + weights");
    }

    private void edit(String file, String from, String to) throws IOException {
        String text = Files.readString(home.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(home.resolve(file), text.replace(from, to));
    }

    private static Typed slipway(int code, String... arguments) {
        Typed typed = Typed.slipway(arguments);
        assertThat(typed.code()).as(typed.err()).isEqualTo(code);
        return typed;
    }

    private static List<String> application(Map<String, Object> rehearsed) throws SQLException {
        URI address = URI.create((String) rehearsed.get("applicationUrl"));
        String[] login = address.getUserInfo().split(":");
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath(),
                        login[0],
                        login[1]);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT flat_id, price FROM predictions.flats ORDER BY 1")) {
            while (row.next()) {
                rows.add(row.getString(1) + "|" + row.getString(2));
            }
        }
        assertThat(rows).isNotEmpty();
        return rows;
    }
}
