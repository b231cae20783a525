package dev.slipway.desk.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.desk.Copies;
import dev.slipway.desk.Copies.Copied;
import dev.slipway.desk.Copies.Progress;
import dev.slipway.inference.ModelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Copies that take several invocations. */
class CopyFollowerTest {
    private final List<Progress> heard = new ArrayList<>();

    @Test
    void shouldGoOnWhileItGoesOn() {
        Progress end = copy(left(10), left(0), left(0), left(20), left(20), left(20), left(30), done(40));

        assertThat(end).isEqualTo(done(40));
        assertThat(heard)
                .extracting(each -> each.copies().get(1).rows())
                .containsExactly(10L, 0L, 0L, 20L, 20L, 20L, 30L);
    }

    @Test
    void shouldGiveUpWhereNothingComesOfItAnyMore() {
        assertThatThrownBy(() -> copy(left(10), left(10), left(10), left(10), done(40)))
                .hasMessageStartingWith("the copy made no progress in 3 invocations")
                .extracting("exitCode.code")
                .isEqualTo(75);
        assertThatThrownBy(() -> copy(left(0), left(0), left(0), done(40)))
                .as("another copy holds the lock")
                .hasMessageStartingWith("the copy made no progress");
    }

    private Progress copy(Progress... answers) {
        heard.clear();
        List<Progress> coming = new ArrayList<>(List.of(answers));
        Copies copies = new Copies() {
            @Override
            public Progress start(Optional<ModelName> model) {
                return coming.remove(0);
            }

            @Override
            public Progress goOn(Progress unfinished) {
                return coming.remove(0);
            }
        };
        return new CopyFollower(copies, new Listener() {
                    @Override
                    public void copied(Progress progress) {
                        heard.add(progress);
                    }
                })
                .copy(Optional.empty());
    }

    /** One table is there, another one so far. */
    private static Progress left(long rows) {
        return new Progress(
                false, List.of(new Copied("a", true, 99, "r", 1L), new Copied("b", false, rows, "r", 1L)), Map.of());
    }

    private static Progress done(long rows) {
        return new Progress(true, List.of(new Copied("b", true, rows, "r", 1L)), Map.of());
    }
}
