package dev.slipway.desk.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desk.Build;
import dev.slipway.desk.Build.Phase;
import dev.slipway.desk.Build.Status;
import dev.slipway.desk.Desk;
import dev.slipway.desk.FolderStore;
import dev.slipway.desk.Jobs;
import dev.slipway.desk.RunLogs;
import dev.slipway.desk.RunLogs.Line;
import dev.slipway.desk.RunLogs.Page;
import dev.slipway.desk.StoredRunFiles;
import dev.slipway.inference.ModelName;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is waited for. */
class RunFollowerTest {
    private static final ModelName CHURN = new ModelName("churn");
    private static final Instant START = Instant.parse("2026-11-20T06:00:00Z");

    private final List<String> heard = new ArrayList<>();
    private final List<Build> builds = new ArrayList<>(List.of(
            build(Status.IN_PROGRESS, "BUILD"), build(Status.IN_PROGRESS, "BUILD"), build(Status.FAILED, "COMPLETED")));
    /** What is there at each look; the log is later than the build. */
    private final List<Integer> lines = new ArrayList<>(List.of(0, 1, 2, 4));

    @Test
    void shouldTellPhasesOnceAndLinesThatComeAfterTheEnd(@TempDir Path folder) throws Exception {
        Desk desk = (Desk) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Desk.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "jobs" -> jobs();
                    case "logs" -> (RunLogs) this::page;
                    case "runs" -> new StoredRunFiles(() -> new FolderStore(folder));
                    default -> throw new UnsupportedOperationException(method.getName());
                });

        String state = new RunFollower(
                        desk,
                        new Listener() {
                            @Override
                            public void phase(String name) {
                                heard.add(name);
                            }

                            @Override
                            public void failed(Phase phase) {
                                heard.add(phase.message());
                            }

                            @Override
                            public void line(String text) {
                                heard.add(text);
                            }
                        },
                        Duration.ZERO)
                .follow(CHURN, "r")
                .state();

        assertThat(state).isEqualTo("failed");
        assertThat(heard)
                .containsExactly(
                        "BUILD", "line 0", "UPLOAD_ARTIFACTS", "COMPLETED", "line 1", "exit 65", "line 2", "line 3");
    }

    /** Up to what is there now; asked once more from its end, it is what will be there at the next look. */
    private Page page(ModelName model, String runId, String from) {
        int at = from == null ? 0 : Integer.parseInt(from);
        int there = lines.get(0);
        if (from != null && at == there) {
            lines.remove(0);
            return new Page(List.of(), from);
        }
        List<Line> some = new ArrayList<>();
        for (int line = at; line < there; line++) {
            some.add(new Line(START, "line " + line));
        }
        return new Page(some, Integer.toString(there));
    }

    private Jobs jobs() {
        return (Jobs) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Jobs.class},
                (proxy, method, arguments) -> Optional.of(builds.remove(0)));
    }

    private static Build build(Status status, String phase) {
        Optional<Instant> end = status.isFinal() ? Optional.of(START.plusSeconds(60)) : Optional.empty();
        List<Phase> phases = status.isFinal()
                ? List.of(
                        new Phase("BUILD", status, 60L, "exit 65"),
                        new Phase("UPLOAD_ARTIFACTS", Status.SUCCEEDED, 1L, ""))
                : List.of();
        return new Build(CHURN, "r", "1.0.0", status, phase, START, end, phases, "ann");
    }
}
