package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
    @ParameterizedTest
    @CsvSource({
        "audience-forecast, audience_forecast",
        "churn, churn",
        "a, a",
        "model2, model2",
        "top-10-films, top_10_films",
        "a2345678901234567890123456789012, a2345678901234567890123456789012",
    })
    void shouldReadANameAndMakeItAnIdentifier(String text, String identifier) {
        assertThat(new ModelName(text)).hasToString(text);
        assertThat(new ModelName(text).identifier()).isEqualTo(identifier);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "-",
                "-churn",
                "churn-",
                "churn--model",
                "Churn",
                "churn_model",
                "churn.model",
                "churn/model",
                "churn model",
                "2churn",
                "10-films",
                "chürn",
                "churn\n",
                " churn",
                "../churn",
                "churn;drop",
                "a23456789012345678901234567890123",
            })
    void shouldRefuseWhatIsNoName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelName(text))
                .withMessageStartingWith("expected lower-case words joined by hyphens, at most 32 characters, such as")
                .withMessageEndingWith(text == null ? "got nothing" : "got \"" + text + '"');
    }

    @Test
    void shouldOrderByText() {
        assertThat(new ModelName("churn")).isLessThan(new ModelName("film-gross"));
    }
}
