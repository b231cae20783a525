package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunStackTest {
    @Test
    void shouldLayEachNewRunOnTop() {
        assertThat(RunStack.after(List.of(3L, 4L, 9L)).runs()).containsExactly(3L, 4L, 9L);
    }

    @Test
    void shouldWithdrawAllRunsAboveTheOneThatIsCurrentAgain() {
        assertThat(RunStack.after(List.of(1L, 2L, 3L, 4L, 2L, 5L)).runs()).containsExactly(1L, 2L, 5L);
    }

    @Test
    void shouldLayAWithdrawnRunOnTopWhenItIsCurrentAgain() {
        assertThat(RunStack.after(List.of(1L, 2L, 3L, 1L, 3L)).runs()).containsExactly(1L, 3L);
    }

    @Test
    void shouldTellWhatTwoStacksShareAndWhatLiesAbove() {
        RunStack before = new RunStack(List.of(1L, 2L, 3L));
        RunStack now = new RunStack(List.of(1L, 2L, 5L, 6L));
        RunStack shared = now.shared(before);

        assertThat(shared.runs()).containsExactly(1L, 2L);
        assertThat(before.above(shared)).containsExactly(3L);
        assertThat(now.above(shared)).containsExactly(5L, 6L);
        assertThat(now.shared(new RunStack(List.of())).runs()).isEmpty();
    }
}
