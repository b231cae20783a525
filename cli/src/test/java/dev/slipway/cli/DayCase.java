package dev.slipway.cli;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a checkout and a cloud, where churn 1.0.0 is deployed and pushed. */
abstract class DayCase {
    static final String TWO = "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"value\",\"type\":\"double\"}";
    static final String THREE = TWO + ",{\"name\":\"why\",\"type\":\"string\",\"nullable\":true}";

    @TempDir
    Path folder;

    DeskDay day;
    String old;

    @BeforeEach
    void open() throws Exception {
        day = new DeskDay(folder);
        old = day.push("1.0.0", TWO, Map.of());
        day.secrets();
    }

    @AfterEach
    void close() {
        if (day != null) {
            day.close();
        }
    }
}
