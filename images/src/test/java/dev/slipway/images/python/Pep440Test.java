package dev.slipway.images.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Pep440Test {
    /** The order that PEP 440 gives as its example, and epochs and local parts around it. */
    private static final List<String> ORDERED = List.of(
            "0.9.dev1",
            "1.dev0",
            "1.0.dev456",
            "1.0a1",
            "1.0a2.dev456",
            "1.0a12.dev456",
            "1.0a12",
            "1.0b1.dev456",
            "1.0b2",
            "1.0b2.post345.dev456",
            "1.0b2.post345",
            "1.0rc1.dev456",
            "1.0rc1",
            "1.0",
            "1.0+abc.5",
            "1.0+abc.7",
            "1.0+5",
            "1.0.post456.dev34",
            "1.0.post456",
            "1.1.dev1",
            "1.2",
            "1.10",
            "2013.10",
            "1!0.1");

    @Test
    void shouldOrderVersionsAsThePepDoes() {
        List<Pep440> versions = new ArrayList<>(
                ORDERED.stream().map(text -> Pep440.parse(text).orElseThrow()).toList());
        List<Pep440> expected = List.copyOf(versions);

        Collections.shuffle(versions, new Random(7));
        Collections.sort(versions);

        assertThat(versions).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1.0,1", "1.0.0,1", "1.0-1,1.0.post1", "v1.0RC1,1.0c1", "1.0_alpha,1.0a0", "1.0+UBUNTU-1,1.0+ubuntu.1"})
    void shouldTakeDifferentSpellingsForTheSame(String one, String other) {
        assertThat(Pep440.parse(one).orElseThrow())
                .isEqualByComparingTo(Pep440.parse(other).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "1.0-beta-gamma", "1..0", "=1.0", "1.0+"})
    void shouldSeeWhatIsNoVersion(String text) {
        assertThat(Pep440.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ">=1.2,<2|1.2|true",
                ">=1.2,<2|2.0|false",
                ">=1.2,<2|2.0rc1|false",
                "<2.0rc2|2.0rc1|true",
                "==1.2.*|1.2.9|true",
                "==1.2.*|1.20|false",
                "!=1.2.*|1.2.0|false",
                "~=1.4.2|1.4.9|true",
                "~=1.4.2|1.5|false",
                "~=2.2|2.10|true",
                "~=2.2|3.0|false",
                ">1.0|1.0.post1|false",
                ">1.0|1.0.1|true",
                "==1.0|1.0+cpu|true",
                "==1.0+cpu|1.0|false",
                "===1.0|1.0.0|false",
                "!=1.0|1.0|false"
            })
    void shouldTellWhichVersionsARangeAllows(String range, String version, boolean allowed) {
        assertThat(VersionRange.parse(range).orElseThrow().allows(version)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "=>1", ">=latest", ">=1.*", ">=1,"})
    void shouldSeeWhatIsNoRange(String text) {
        assertThat(VersionRange.parse(text.endsWith(",") ? text + " " : text)).isEmpty();
    }
}
