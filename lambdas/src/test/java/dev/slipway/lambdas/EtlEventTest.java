package dev.slipway.lambdas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ModelName;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EtlEventTest {
    @Test
    void shouldTakeASucceededBuildAndAScheduleForEveryCopy() {
        assertThat(EtlEvent.of(Events.buildSucceeded()).model()).isEmpty();
        assertThat(EtlEvent.of(Events.scheduled()).model()).isEmpty();
    }

    @Test
    void shouldTakeAModelsNameForItsCopies() {
        assertThat(EtlEvent.of(Map.of("model", "film-gross")).model()).contains(new ModelName("film-gross"));
    }

    @Test
    void shouldRefuseABuildThatDidNotSucceed() {
        Map<String, Object> event = Events.buildSucceeded();
        event.put("detail", Map.of("build-status", "FAILED"));
        assertThatThrownBy(() -> EtlEvent.of(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "expected CodeBuild's \"CodeBuild Build State Change\" with build-status SUCCEEDED")
                .hasMessageContaining(
                        "got an event with source aws.codebuild, detail-type CodeBuild Build State Change,"
                                + " build-status FAILED");
    }

    @Test
    void shouldRefuseAnythingElseWithoutRepeatingItsValues() {
        assertThatThrownBy(() -> EtlEvent.of(Map.of("password", "hunter2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("and the keys [password]");
        assertThatThrownBy(() -> EtlEvent.of(null)).hasMessageContaining("got an event with source null");
    }
}
