package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.cli.desk.Desks;
import dev.slipway.cli.desk.Promoted;
import dev.slipway.desk.Sources;
import dev.slipway.desk.fake.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** {@code slipway promote}, from what is typed to what is written. */
class PromoteIT extends DayCase {
    @Test
    void shouldPromoteWhatHasRunAndNothingElse() throws Exception {
        String digest = day.push("1.1.0", THREE, Map.of());
        day.edit("staging", "1.1.0");
        String before = day.file("prod");

        Typed early = Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod");
        assertThat(early)
                .isEqualTo(new Typed(
                        1,
                        "churn 1.1.0 may not go from staging to prod, nothing was written\n"
                                + "  BROKEN order: staging has no successful run of churn 1.1.0\n"
                                + "    → 'slipway run churn -e staging' once it is deployed there, then try again\n",
                        ""));
        day.ran("failed", "1.1.0", digest, 70);
        day.ran("another", "1.1.0", old, 0);
        assertThat(Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod"))
                .returns(1, Typed::code)
                .extracting(Typed::out)
                .asString()
                .contains("with another content, " + old + ", not " + digest);
        assertThat(day.file("prod")).isEqualTo(before);

        day.ran("good", "1.1.0", digest, 0);
        Typed typed = Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod");
        assertThat(typed)
                .isEqualTo(new Typed(
                        0,
                        "environments/prod.yaml:9: churn 1.0.0 → 1.1.0, " + digest
                                + "\n'slipway plan -e prod' tells what that changes.\n",
                        ""));
        assertThat(day.file("prod")).isEqualTo(before.replace("\"1.0.0\"", "\"1.1.0\""));
        assertThat(Typed.slipway("plan", "-e", "prod").code()).isZero();
        Map<String, Object> again =
                JSON.std.mapFrom(Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod", "--json")
                        .out());
        assertThat(again)
                .containsEntry("to", "1.1.0")
                .containsEntry("written", false)
                .containsEntry("refused", null)
                .containsEntry("line", 9);
    }

    /** Both have read the file and looked at the source before either writes. */
    @Test
    void shouldLetOneOfTwoPromotionsAtOnceThroughAndRefuseTheOther() throws Exception {
        day.ran("good", "1.1.0", day.push("1.1.0", THREE, Map.of()), 0);
        day.edit("staging", "1.1.0");
        String before = day.file("prod");
        day.cloud.faults().next("BatchGetImage", 2, Fault.meeting(new CyclicBarrier(2)));
        Callable<Promoted> promotion = () -> Promoted.of(
                Checkout.find(), new Desks(Checkout.find()), Sources::registry, DeskDay.CHURN, "staging", "prod");

        ExecutorService people = Executors.newFixedThreadPool(2);
        List<String> refused = new ArrayList<>();
        List<Promoted> done = new ArrayList<>();
        try {
            for (Future<Promoted> each : people.invokeAll(List.of(promotion, promotion))) {
                try {
                    done.add(each.get());
                } catch (ExecutionException failed) {
                    refused.add(failed.getCause().getMessage());
                }
            }
        } finally {
            people.shutdownNow();
        }

        assertThat(done).singleElement().extracting(Promoted::refused).isEqualTo(Optional.empty());
        assertThat(refused)
                .singleElement()
                .asString()
                .contains("prod.yaml:9: models.churn.version: someone else is changing or has changed the file");
        assertThat(day.file("prod")).isEqualTo(before.replace("\"1.0.0\"", "\"1.1.0\""));
    }

    @Test
    void shouldChangeNothingWhereTheRegistryIsAway() throws Exception {
        day.edit("staging", "1.1.0");
        String before = day.file("prod");
        day.cloud.faults().next("BatchGetImage", 8, Fault.cut());

        Typed typed = Typed.slipway("promote", "churn", "--from", "staging", "--to", "prod");

        assertThat(typed.code()).isEqualTo(75);
        assertThat(day.file("prod")).isEqualTo(before);
    }

    @Test
    void shouldTellMistakesOfWhatIsTyped() {
        assertThat(Typed.slipway("promote", "churn", "--from", "prod", "--to", "prod")
                        .code())
                .isEqualTo(64);
        assertThat(Typed.slipway("promote", "other", "--from", "staging", "--to", "prod")
                        .err())
                .isEqualTo("slipway: staging runs no model other; there are churn\n");
    }
}
