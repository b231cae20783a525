package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GapTest {
    private static final long CHUNK = 250_000;

    @Test
    void shouldLeaveNoCrumbForALeafOfItsOwn() {
        // 40 chunks of 1,838 blocks are 73,520.
        assertThat(whole().first(part(73_530, 10_000_000), 10_000_000, CHUNK)).isEqualTo(whole());
    }

    @Test
    void shouldLeaveWhatIsAtLeastAChunk() {
        assertThat(whole().first(part(75_400, 10_254_000), 10_000_000, CHUNK)).isEqualTo(new Gap(0, 0, 40 * 1838));
    }

    @Test
    void shouldLeaveNoCrumbBehindTwoLeavesEither() {
        assertThat(whole().two(part(73_530, 10_000_000), 5_000_000, CHUNK))
                .containsExactly(new Gap(0, 0, 20 * 1838), new Gap(0, 20 * 1838, Gap.END));
    }

    @Test
    void shouldDivideInTheMiddleWhatIsSmallerThanTwoLeaves() {
        assertThat(whole().two(part(7_353, 1_000_000), 5_000_000, CHUNK))
                .isEqualTo(List.of(new Gap(0, 0, 3677), new Gap(0, 3677, Gap.END)));
    }

    private static Gap whole() {
        return new Gap(0, 0, Gap.END);
    }

    private static Part part(long blocks, long rows) {
        return new Part("run", "1:1", "SELECT 1", blocks, rows);
    }
}
