package dev.slipway.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was current when, from files alone. */
class FileHistoryTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T06:00:00Z");

    private final Map<String, String> files = new TreeMap<>();
    private final List<String> read = new ArrayList<>();
    private final FileHistory none = new FileHistory(List.of(), name -> null);

    @Test
    void shouldKnowNothingOfAModelThatNeverRan() {
        assertThat(none.majors()).isEmpty();
        assertThat(none.current(1)).isEmpty();
        assertThat(none.currentOn(1, FIRST)).isEmpty();
        assertThat(none.held(1)).isEmpty();
        assertThat(none.changes(1)).isEmpty();
    }

    @Test
    void shouldTellWhatWasCurrentAtEveryMoment() {
        days(1, 40);
        History history = history();

        assertThat(history.current(1)).get().returns("run-40", Change::runId);
        assertThat(history.currentOn(1, FIRST.minusSeconds(1))).isEmpty();
        for (int day = 1; day <= 40; day++) {
            Instant then = FIRST.plusSeconds(86_400L * (day - 1));
            assertThat(history.currentOn(1, then)).get().returns("run-" + day, Change::runId);
            assertThat(history.currentOn(1, then.plusSeconds(86_399))).get().returns("run-" + day, Change::runId);
        }
    }

    @Test
    void shouldReadFewFilesOfMany() {
        days(1, 1000);
        History history = history();

        history.current(1);
        assertThat(read).containsExactly("changes/a/v1/0000001000.json");
        history.currentOn(1, FIRST.plusSeconds(86_400L * 500));
        assertThat(read).hasSizeLessThan(13);
    }

    @Test
    void shouldKeepMajorsApartAndTellHolds() {
        days(1, 2);
        days(2, 1);
        hold(1, 7, true);
        hold(1, 9, false);
        hold(2, 8, true);
        files.put("changes/a/readme.txt", "something else");
        History history = history();

        assertThat(history.majors()).containsExactly(1, 2);
        assertThat(history.changes(1)).extracting(Change::runId).containsExactly("run-1", "run-2");
        assertThat(history.held(1)).as("released").isEmpty();
        assertThat(history.held(2)).get().returns("ann", Hold::who).returns("too high", Hold::reason);
    }

    @Test
    void shouldNameTheFileThatIsBroken() {
        files.put("changes/a/v1/0000000001.json", "{\"model\":\"a\"");
        assertThatThrownBy(() -> history().current(1))
                .hasMessage("changes/a/v1/0000000001.json: expected a JSON object, got \"{\"model\":\"a\"\"")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_DATA);
        files.put("changes/a/v1/0000000001.json", "{\"model\":\"a\",\"major\":1,\"seq\":1,\"runId\":\"r\"}");
        assertThatThrownBy(() -> history().current(1))
                .hasMessage("changes/a/v1/0000000001.json: version: expected a value, got nothing");
    }

    private void days(int major, int count) {
        for (int day = 1; day <= count; day++) {
            Instant at = FIRST.plusSeconds(86_400L * (day - 1));
            files.put(
                    String.format("changes/a/v%d/%010d.json", major, day),
                    String.format(
                            "{\"model\":\"a\",\"major\":%d,\"seq\":%d,\"runId\":\"run-%d\",\"version\":\"%d.0.0\","
                                    + "\"asOf\":\"%s\",\"reason\":\"published\",\"who\":\"slipway_job\",\"at\":\"%s\"}",
                            major, day, day, major, at, at));
        }
    }

    private void hold(int major, int seq, boolean held) {
        files.put(
                String.format("changes/a/v%d/holds/%010d.json", major, seq),
                String.format(
                        "{\"model\":\"a\",\"major\":%d,\"seq\":%d,\"version\":\"%d.0.0\",\"held\":%s,"
                                + "\"reason\":\"too high\",\"who\":\"ann\",\"at\":\"2026-11-03T10:00:00Z\"}",
                        major, seq, major, held));
    }

    private History history() {
        return new FileHistory(files.keySet(), name -> {
            read.add(name);
            return files.get(name);
        });
    }
}
