package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's changes as files, for those who do not reach it. */
class ChangeFilesIT {
    private static final TestDatabase DATABASE = TestServers.ANALYTICS.fresh();

    @TempDir
    static Path folder;

    private static Runs runs;

    private final Kept kept = new Kept(new TreeMap<>());

    @BeforeAll
    static void open() {
        runs = new Runs(DATABASE, folder);
    }

    @Test
    void shouldWriteEachChangeAndEachHoldOnce() throws IOException {
        Manifest good = manifest("told", "1.0.0", "id:string", "viewers:double");
        publish(good, "told-1", 0);
        assertThat(files(good.name()).write(good.name(), 1)).isEqualTo(1);
        Manifest bad = manifest("told", "1.1.0", "id:string", "viewers:double");
        publish(bad, "told-2", 1);
        new Ledger(DATABASE.as(Role.LEDGER)).rollback(good.name(), 1, null, "ann", "too high");

        assertThat(files(good.name()).write(good.name(), 1)).isEqualTo(3);
        assertThat(files(good.name()).write(good.name(), 1)).isZero();

        String hold = kept.files.keySet().stream()
                .filter(name -> name.contains("holds"))
                .findFirst()
                .orElseThrow();
        assertThat(hold).matches("changes/told/v1/holds/\\d{10}\\.json");
        assertThat(kept.files.keySet())
                .containsExactlyInAnyOrder(
                        "changes/told/v1/0000000001.json",
                        "changes/told/v1/0000000002.json",
                        "changes/told/v1/0000000003.json",
                        hold);
        Change last = runs.ledger().changes(good.name(), 1).get(2);
        assertThat(kept.files.get("changes/told/v1/0000000003.json"))
                .isEqualTo("{\"model\":\"told\",\"major\":1,\"seq\":3,\"runId\":\"told-1\",\"version\":\"1.0.0\","
                        + "\"asOf\":\"2026-11-20T06:00:00Z\",\"reason\":\"too high\",\"who\":\"ann\",\"at\":\""
                        + last.changedAt() + "\"}\n");
        assertThat(JSON.std.mapFrom(kept.files.get(hold)))
                .containsEntry("version", "1.1.0")
                .containsEntry("held", true)
                .containsEntry("who", "ann")
                .containsEntry("reason", "too high");
    }

    @Test
    void shouldMakeGoodWhatSomebodyElseLeftOutAndLeaveWhatIsThere() {
        Manifest manifest = manifest("gap", "1.0.0", "id:string", "viewers:double");
        for (int run = 1; run <= 3; run++) {
            publish(manifest, "gap-" + run, run);
        }
        kept.files.put("changes/gap/v1/0000000003.json", "as it was");

        assertThat(files(manifest.name()).write(manifest.name(), 1)).isEqualTo(2);

        assertThat(kept.files).hasSize(3).containsEntry("changes/gap/v1/0000000003.json", "as it was");
    }

    @Test
    void shouldKeepMajorsApart() {
        publish(manifest("apart", "1.0.0", "id:string", "viewers:double"), "apart-1", 0);
        publish(manifest("apart", "2.0.0", "id:string", "viewers:double"), "apart-2", 0);

        assertThat(files(new ModelName("apart")).write(new ModelName("apart"), 2))
                .isEqualTo(1);

        assertThat(kept.files).containsOnlyKeys("changes/apart/v2/0000000001.json");
    }

    private ChangeFiles files(ModelName model) {
        assertThat(runs.ledger().runs(model)).isNotEmpty();
        return new ChangeFiles(runs.ledger(), kept);
    }

    private static void publish(Manifest manifest, String runId, int days) {
        assertThat(runs.publish(
                                manifest,
                                runId,
                                Runs.AS_OF.plusSeconds(86_400L * days),
                                Runs.csv(2, days),
                                Runs.NO_LIMITS)
                        .current())
                .isTrue();
    }

    /** Files in memory, which refuses to write one twice. */
    private record Kept(TreeMap<String, String> files) implements ChangeFiles.Place {
        @Override
        public Set<String> list(String prefix) {
            return files.keySet().stream()
                    .filter(name -> name.startsWith(prefix))
                    .collect(Collectors.toSet());
        }

        @Override
        public void add(String name, String text) {
            assertThat(files.putIfAbsent(name, text)).isNull();
        }
    }
}
