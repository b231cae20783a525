package dev.slipway.desk.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.desk.Change;
import dev.slipway.desk.FileHistory;
import dev.slipway.inference.ModelName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was current in a stretch of time. */
class DayTest {
    private static final ModelName CHURN = new ModelName("churn");

    private final Map<String, String> files = new TreeMap<>();

    @Test
    void shouldTellWhatADayBeganWithAndWhatCame() {
        change(1, "2026-11-18T06:00:00Z");
        change(2, "2026-11-19T06:00:00Z");
        change(3, "2026-11-20T00:00:00Z");
        change(4, "2026-11-20T23:59:59.999Z");
        change(5, "2026-11-21T00:00:00Z");

        assertThat(on("2026-11-17")).isEmpty();
        assertThat(on("2026-11-18")).containsExactly(1L);
        assertThat(on("2026-11-19")).containsExactly(1L, 2L);
        assertThat(on("2026-11-20"))
                .as("midnight belongs to the day that begins")
                .containsExactly(3L, 4L);
        assertThat(on("2026-11-20T12:00:00+01:00")).as("a moment").containsExactly(3L);
        assertThat(on("2026-12-24")).containsExactly(5L);
    }

    @Test
    void shouldRefuseWhatIsNoDay() {
        for (String text : List.of("", "yesterday", "2026-02-30", "20.11.2026", "2026-11-20T06:00")) {
            assertThatThrownBy(() -> Day.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("got \"" + text + '"');
        }
    }

    private List<Long> on(String text) {
        return Day.parse(text).current(model -> new FileHistory(files.keySet(), files::get), List.of(CHURN)).stream()
                .map(Change::seq)
                .toList();
    }

    private void change(int seq, String at) {
        files.put(
                "changes/churn/v1/%010d.json".formatted(seq),
                "{\"model\":\"churn\",\"major\":1,\"seq\":%d,\"runId\":\"r%d\",\"version\":\"1.0.0\",\"asOf\":\"%s\",\"reason\":\"published\",\"who\":\"job\",\"at\":\"%s\"}"
                        .formatted(seq, seq, at, at));
    }
}
