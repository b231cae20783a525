package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The strings are those of semver.org's own test pages, without build metadata, and some of people's habits. */
class ModelVersionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.4",
                "1.2.3",
                "10.20.30",
                "1.0.0",
                "2.0.0",
                "1.1.7",
                "0.0.0",
                "999999999.999999999.999999999",
                "1.0.0-alpha",
                "1.0.0-beta",
                "1.0.0-alpha.beta",
                "1.0.0-alpha.beta.1",
                "1.0.0-alpha.1",
                "1.0.0-alpha0.valid",
                "1.0.0-alpha.0valid",
                "1.0.0-alpha-a.b-c-somethinglong",
                "1.0.0-rc.1",
                "1.2.3-beta",
                "10.2.3-DEV-SNAPSHOT",
                "1.2.3-SNAPSHOT-123",
                "1.2.3----RC-SNAPSHOT.12.9.1--.12",
                "1.2.3----R-S.12.9.1--.12",
                "1.0.0-0A.is.legal",
                "1.0.0-0-0",
                "1.0.0-99999999999999999999999",
            })
    void shouldReadAndWriteAVersion(String text) {
        assertThat(ModelVersion.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1.2",
                "1.2.3.4",
                "1.2.3-",
                "1.2.3-0123",
                "1.2.3-0123.0123",
                "1.2.3-alpha..1",
                "1.2.3-alpha.",
                "1.2.3-.alpha",
                "1.2.3-alpha_beta",
                "1.0.0-α",
                "1.1.2+.123",
                "1.1.2-prerelease+meta",
                "1.1.2+meta",
                "+invalid",
                "-invalid",
                "alpha",
                "alpha.beta.1",
                "01.1.1",
                "1.01.1",
                "1.1.01",
                "1.2-SNAPSHOT",
                "1.2.-3",
                "-1.0.3-gamma",
                "v1.2.3",
                "V1.2.3",
                "=1.2.3",
                "^1.2.3",
                "~1.2.3",
                ">=1.2.3",
                "1.2.x",
                "1.2.*",
                "latest",
                " 1.2.3",
                "1.2.3 ",
                "1.2.3\n",
                "1,2,3",
                "١.٢.٣",
                "1000000000.0.0",
                "99999999999999999999.0.0",
            })
    void shouldRefuseWhatIsNoVersion(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelVersion.parse(text))
                .withMessage("expected MAJOR.MINOR.PATCH such as 1.4.2, got "
                        + (text == null ? "nothing" : '"' + text + '"'));
    }

    @Test
    void shouldBeNoLongerThanARegistrysTag() {
        String longest = "1.0.0-" + "a".repeat(122);

        assertThat(ModelVersion.parse(longest)).hasToString(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> ModelVersion.parse(longest + "a"));
    }

    @Test
    void shouldOrderAsSemverDoes() {
        List<ModelVersion> ordered = List.of(
                        "0.0.0-0",
                        "0.0.0",
                        "0.0.1",
                        "0.9.9",
                        "1.0.0-0",
                        "1.0.0-2",
                        "1.0.0-11",
                        "1.0.0-99999999999999999999998",
                        "1.0.0-99999999999999999999999",
                        "1.0.0--",
                        "1.0.0-1a",
                        "1.0.0-DEV",
                        "1.0.0-alpha",
                        "1.0.0-alpha.1",
                        "1.0.0-alpha.1.0",
                        "1.0.0-alpha.beta",
                        "1.0.0-beta",
                        "1.0.0-beta.2",
                        "1.0.0-beta.11",
                        "1.0.0-rc.1",
                        "1.0.0",
                        "1.0.1",
                        "1.2.0",
                        "1.10.0",
                        "2.0.0-rc.1",
                        "2.0.0",
                        "10.0.0")
                .stream()
                .map(ModelVersion::parse)
                .toList();

        List<ModelVersion> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(7));
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(ordered);
        for (ModelVersion left : ordered) {
            for (ModelVersion right : ordered) {
                assertThat(Integer.signum(left.compareTo(right)))
                        .as("%s against %s", left, right)
                        .isEqualTo(Integer.signum(Integer.compare(ordered.indexOf(left), ordered.indexOf(right))));
            }
        }
    }

    @Test
    void shouldBeEqualByItsText() {
        assertThat(ModelVersion.parse("1.4.2")).isEqualTo(new ModelVersion(1, 4, 2, null));
        assertThat(ModelVersion.parse("1.4.2-rc.1")).isNotEqualTo(ModelVersion.parse("1.4.2"));
    }
}
