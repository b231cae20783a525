package dev.slipway.lambdas;

import static dev.slipway.lambdas.EtlCalls.context;
import static dev.slipway.lambdas.EtlCalls.copy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of copies, of which alarms are made, on real databases. Each test has models and tables of its own. */
class EtlFiguresIT {
    private static Servers servers;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        servers = Servers.shared();
    }

    @Test
    void shouldPutTheFiguresOfEachCopyOnOneLineOfItsLog() throws Exception {
        servers.publish("counted", "count-1", folder, "a,1", "b,2");
        Map<String, String> environment = new HashMap<>(servers.environment(
                List.of(copy("counted", "replace"), copy("gone", "replace").replace("value", "valeu"))
                        .toString()));
        environment.put("SLIPWAY_ENVIRONMENT", "staging");
        servers.publish("gone", "gone-1", folder, "a,1");
        EtlHandler handler = new EtlHandler(environment);

        List<Map<String, Object>> lines = Stdout.json(
                () -> assertThatThrownBy(() -> handler.handleRequest(Events.buildSucceeded(), context(900_000))));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .containsEntry("Environment", "staging")
                .containsEntry("Model", "counted")
                .containsEntry("CopyRows", 2)
                .containsEntry("CopyErrors", 0)
                .containsEntry("CopyAgeSeconds", 0)
                .containsEntry("runId", "count-1");
        assertThat(lines.get(0).get("_aws").toString())
                .contains("Namespace=Slipway", "Dimensions=[[Environment, Model]]", "Name=CopyRows", "Unit=Seconds");
        assertThat(lines.get(1)).containsEntry("Model", "gone").containsEntry("CopyErrors", 1);

        List<Map<String, Object>> again = Stdout.json(
                () -> assertThatThrownBy(() -> handler.handleRequest(Events.buildSucceeded(), context(900_000))));

        assertThat(again.get(0))
                .as("nothing was new")
                .containsEntry("CopyRows", 0)
                .containsEntry("runId", "count-1");
    }

    /** Otherwise the application shows an old run for days and nobody hears of it again. */
    @Test
    void shouldTellSinceWhenATableIsBehindWhereItsCopyFails() throws Exception {
        servers.publish("failing", "failing-1", folder, "a,1");
        new EtlHandler(servers.environment("[" + copy("failing", "replace") + "]"))
                .handleRequest(Events.scheduled(), context(900_000));
        servers.publish("failing", "failing-2", folder, "a,2");
        servers.publish("failing", "failing-3", folder, "a,3");
        age("failing", 2, "3 days");
        Map<String, String> environment = new HashMap<>(servers.environment(
                List.of(copy("failing", "replace").replace("value", "valeu")).toString()));
        environment.put("SLIPWAY_ENVIRONMENT", "staging");

        assertThat((Integer) failure(environment).get("CopyAgeSeconds"))
                .as("since the first run that the table does not show")
                .isBetween(3 * 86_400, 3 * 86_400 + 600);

        environment.put(
                "SLIPWAY_APPLICATION_URL",
                environment.get("SLIPWAY_APPLICATION_URL").replaceFirst("/postgres$", "/nowhere"));
        assertThat(failure(environment))
                .as("the table may show it, for all that can be seen")
                .doesNotContainKey("CopyAgeSeconds");
        age("failing", 3, "2 hours");
        assertThat((Integer) failure(environment).get("CopyAgeSeconds"))
                .as("what has been away for hours shows nothing")
                .isBetween(7_200, 7_800);
    }

    private static void age(String model, int seq, String age) throws SQLException {
        servers.analytics("SET session_replication_role = replica; UPDATE predictions.current_changes"
                + " SET changed_at = now() - interval '" + age + "' WHERE model = '" + model + "' AND seq = " + seq);
    }

    private static Map<String, Object> failure(Map<String, String> environment) throws IOException {
        List<Map<String, Object>> lines = Stdout.json(() -> assertThatThrownBy(
                () -> new EtlHandler(environment).handleRequest(Events.buildSucceeded(), context(900_000))));
        assertThat(lines)
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("CopyErrors", 1);
        return lines.get(0);
    }

    /** Also where no answer of the invocation before came here: the daily look must not begin to count anew. */
    @Test
    void shouldTellSinceWhenATableIsBehindWhoeverLooks() throws Exception {
        servers.publish("aged", "aged-1", folder, "a,1");
        Map<String, String> environment = new HashMap<>(
                servers.environment(List.of(copy("aged", "replace")).toString()));
        environment.put("SLIPWAY_ENVIRONMENT", "staging");
        EtlHandler handler = new EtlHandler(environment);
        Thread.sleep(1_100); // Figures are whole seconds.

        List<Map<String, Object>> cut = Stdout.json(() -> handler.handleRequest(Events.scheduled(), context(2_000)));
        List<Map<String, Object>> whole =
                Stdout.json(() -> handler.handleRequest(Events.scheduled(), context(900_000)));

        assertThat((Integer) cut.get(0).get("CopyAgeSeconds")).isPositive();
        assertThat(whole.get(0)).containsEntry("CopyAgeSeconds", 0);
    }
}
