package dev.slipway.predictions;

import static dev.slipway.predictions.Runs.manifest;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvolutionTest {
    private static final Manifest FIRST = manifest("m", "1.0.0", "id:string", "viewers:double");
    private static final Manifest WIDER = manifest("m", "1.1.0", "id:string", "viewers:double", "share:double?");

    @Test
    void shouldAllowAFieldMore() {
        assertThatCode(() -> Evolution.check(WIDER, List.of(FIRST))).doesNotThrowAnyException();
    }

    @Test
    void shouldAllowAnEarlierVersionAgain() {
        assertThatCode(() -> Evolution.check(FIRST, List.of(FIRST, WIDER))).doesNotThrowAnyException();
    }

    @Test
    void shouldAllowAnythingInANewMajorVersion() {
        Manifest next = manifest("m", "2.0.0", "key:long", "viewers:int");
        assertThatCode(() -> Evolution.check(next, List.of(FIRST, WIDER))).doesNotThrowAnyException();
    }

    @Test
    void shouldNameEveryFieldDroppedOrRetyped() {
        Manifest next = manifest("m", "1.2.0", "id:string", "viewers:int");
        assertThatThrownBy(() -> Evolution.check(next, List.of(FIRST, WIDER)))
                .isInstanceOf(PublishException.class)
                .hasMessageContainingAll(
                        "m 1.2.0",
                        "output field viewers of version 1.0.0 was double and is now int",
                        "output field share of version 1.1.0 is dropped",
                        "needs a new major version: 2.0.0")
                .extracting("exitCode")
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void shouldRefuseAnotherKey() {
        Manifest next = manifest("m", "1.2.0", List.of("id", "viewers"), WIDER.output());
        assertThatThrownBy(() -> Evolution.check(next, List.of(WIDER)))
                .hasMessageContaining("the key of version 1.1.0 was [id] and is now [id, viewers]");
    }
}
