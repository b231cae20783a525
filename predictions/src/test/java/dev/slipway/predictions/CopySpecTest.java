package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ModelName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopySpecTest {
    private static final String GOOD = "{\"model\":\"audience-forecast\",\"major\":1,\"table\":\"audience\",\"mode\":"
            + "\"merge\",\"fields\":[\"id\",\"viewers\"],\"indexes\":[[\"viewers\"],[\"viewers\",\"id\"]]}";

    @Test
    void shouldReadWhatItWrites() {
        CopySpec spec = CopySpec.parse(GOOD);

        assertThat(spec)
                .isEqualTo(new CopySpec(
                        new ModelName("audience-forecast"),
                        1,
                        "audience",
                        CopySpec.Mode.MERGE,
                        List.of("id", "viewers"),
                        List.of(List.of("viewers"), List.of("viewers", "id"))));
        assertThat(spec.toJson()).isEqualTo(GOOD);
    }

    @Test
    void shouldTakeNoIndexesForNone() {
        assertThat(CopySpec.parse(GOOD.replaceFirst(",\"indexes.*", "}")).indexes())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "audience-forecast";  "Audience";      expected lower-case words joined by hyphens
            "major":1;            "major":"1";     major: expected a number such as 1, got "1"
            "audience";           "Audience 1";    got "Audience 1"
            "audience";           "copies";        none of Slipway's own
            "merge";              "append";        mode: expected replace or merge, got "append"
            ["id","viewers"];     [];              expected different output fields
            ["id","viewers"];     ["id","id"];     got [id, id]
            ["id","viewers"];     "id";            fields: expected a list, got "id"
            ["id","viewers"];     ["id",7];        fields: expected names of fields, got 7
            ["viewers"],;         ["views"],;      expected lists of copied fields such as [[air_date]], got [views]
            "major":1;            "major":1,"x":1; expected model, major, table, mode, fields and indexes, got "x"
            {"model";             ["model";        expected a JSON object, got
            """)
    void shouldSayWhatIsWrong(String good, String bad, String message) {
        String json = GOOD.replace(good, bad);
        assertThat(json).isNotEqualTo(GOOD);
        assertThatThrownBy(() -> CopySpec.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
