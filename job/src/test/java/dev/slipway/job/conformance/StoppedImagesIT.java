package dev.slipway.job.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.TestImages;
import dev.slipway.job.conformance.RuleResult.Outcome;
import dev.slipway.job.runtime.ProcessRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules about stopping, each with a real image that breaks it and no other. */
class StoppedImagesIT {
    @TempDir
    Path folder;

    static Stream<Arguments> images() {
        return Stream.of(
                Arguments.of("predict.sigterm-ends-143", """
                        trap 'kill $image; exit 70' TERM
                        $JAVA "$1" & image=$!
                        wait $image
                        """),
                Arguments.of("predict.no-success-after-sigterm", """
                        trap 'kill $image; echo "{}" > "$SLIPWAY_OUT/_SUCCESS"; exit 143' TERM
                        $JAVA "$1" & image=$!
                        wait $image
                        """),
                Arguments.of("predict.deadline-is-75", """
                        if [ "$1" = predict ]; then
                          mkdir "$HOME/in"
                          ln -s "$SLIPWAY_IN/data.csv" "$HOME/in/data.csv"
                          sed 's/"deadline":"[^"]*",//' "$SLIPWAY_IN/request.json" > "$HOME/in/request.json"
                          export SLIPWAY_IN="$HOME/in"
                        fi
                        exec $JAVA "$1"
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void shouldFailExactlyTheRuleThatTheImageBreaks(String rule, String script) {
        assertThat(failures(script)).containsExactly(rule);
    }

    @Test
    void shouldHaveAnImageForEveryRule() {
        assertThat(images().map(image -> image.get()[0]).toList())
                .containsExactlyElementsOf(
                        StopRules.ALL.stream().map(Rule::name).toList());
    }

    private List<String> failures(String script) {
        ProcessRuntime runtime = new ProcessRuntime(TestImages.wrapped(folder.resolve("image"), script));
        return Conformance.check(Bench.of(runtime, Map.of(), folder), StopRules.ALL, result -> {}).stream()
                .filter(result -> result.outcome() == Outcome.FAIL)
                .map(RuleResult::name)
                .toList();
    }
}
