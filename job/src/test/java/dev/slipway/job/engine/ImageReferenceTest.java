package dev.slipway.job.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String ECR = "111111111111.dkr.ecr.eu-central-1.amazonaws.com";

    @ParameterizedTest
    @CsvSource({
        ECR + "/audience-forecast," + ECR + "," + ECR + "/audience-forecast:1.4.2",
        "localhost:5000/a/b," + "localhost:5000," + "localhost:5000/a/b:1.4.2",
        "localhost/a," + "localhost," + "localhost/a:1.4.2",
        "model," + "docker.io," + "model:1.4.2",
        "team/model:2.0.0-rc.1," + "docker.io," + "team/model:2.0.0-rc.1",
        "r.io/m@" + DIGEST + ",r.io," + "r.io/m@" + DIGEST,
        "r.io/m:1@" + DIGEST + ",r.io," + "r.io/m:1@" + DIGEST,
    })
    void shouldPullTheVersionWhereNothingElseIsNamed(String text, String host, String pulled) {
        ImageReference reference = ImageReference.parse(text);
        assertThat(reference.host()).isEqualTo(host);
        assertThat(reference.orTag("1.4.2")).hasToString(pulled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Model",
                "https://r.io/m",
                "r.io/m:",
                "r.io/m@sha256:12",
                "a b",
                "-v",
                "r.io//m",
                "m/",
                "--help"
            })
    void shouldRefuseWhatNamesNoImage(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an image such as ")
                .hasMessageEndingWith("got \"" + text + '"');
    }
}
