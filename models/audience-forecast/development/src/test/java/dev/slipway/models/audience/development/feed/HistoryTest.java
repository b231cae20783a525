package dev.slipway.models.audience.development.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.models.audience.development.broadcast.Broadcast;
import dev.slipway.models.audience.development.broadcast.Programme;
import dev.slipway.models.audience.development.broadcast.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No leakage: what a forecaster knows does not depend on what happens later. */
class HistoryTest {
    private static final long ORIGIN = LocalDate.of(2026, 5, 4).toEpochDay();

    private final World world = new World(42);

    @Test
    void shouldAnswerTheSameWhateverHappensFromTheDayOfTheForecastOn() {
        assertThat(answers(historyChangedFrom(ORIGIN), ORIGIN))
                .isEqualTo(answers(historyChangedFrom(Long.MAX_VALUE), ORIGIN));
    }

    @Test
    void shouldNoticeWhatHappenedTheDayBefore() {
        assertThat(answers(historyChangedFrom(ORIGIN - 1), ORIGIN))
                .isNotEqualTo(answers(historyChangedFrom(Long.MAX_VALUE), ORIGIN));
    }

    @Test
    void shouldKnowLastWeekOnlyWhenItHasHappened() {
        History history = historyChangedFrom(Long.MAX_VALUE);
        int known = 0;
        for (Broadcast broadcast : world.day(LocalDate.ofEpochDay(ORIGIN + 10))) {
            Programme programme = broadcast.programme();
            assertThat(history.lastWeek(programme, ORIGIN)).isEqualTo(Broadcast.UNKNOWN);
            assertThat(history.lastWeek(programme, ORIGIN + 3)).isEqualTo(Broadcast.UNKNOWN);
            known += history.lastWeek(programme, ORIGIN + 4) == Broadcast.UNKNOWN ? 0 : 1;
        }
        assertThat(known).isGreaterThan(100);
    }

    /** Audiences of four months, a hundred times as large from a day on. */
    private History historyChangedFrom(long changed) {
        History history = new History();
        for (long day = ORIGIN - History.DAYS - 7; day < ORIGIN + 28; day++) {
            List<Broadcast> broadcasts = new ArrayList<>();
            for (Broadcast b : world.day(LocalDate.ofEpochDay(day))) {
                int viewers = day < changed || b.viewers() == Broadcast.UNKNOWN ? b.viewers() : 100 * b.viewers() + 1;
                broadcasts.add(new Broadcast(
                        b.programme(), b.leadInSlot(), b.competingPremieres(), b.competingLive(), viewers));
            }
            history.add(day, broadcasts);
        }
        return history;
    }

    /** Everything a forecast asks about four weeks of programmes. */
    private List<Integer> answers(History history, long origin) {
        List<Integer> answers = new ArrayList<>();
        for (long day = origin; day < origin + 28; day++) {
            for (Broadcast broadcast : world.day(LocalDate.ofEpochDay(day))) {
                Programme programme = broadcast.programme();
                answers.add(history.lastWeek(programme, origin));
                answers.add(history.fourWeeks(programme, programme.slot(), origin));
                answers.add(history.title(programme, origin));
            }
        }
        return answers;
    }
}
