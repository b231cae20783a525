package dev.slipway.releases;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A cron expression as EventBridge Scheduler reads it: minutes, hours, day of month, month, day of week and year, where
 * one of the two days is {@code ?}. It names times of a clock on the wall; which instants these are, a {@link Schedule}
 * says. Forms that AWS does not describe are refused, though AWS may take some.
 *
 * <p>Source: "Schedule types in EventBridge Scheduler" in the AWS documentation.
 */
public final class Cron {
    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2199, 12, 31);
    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    private final String text;
    private final BitSet minutes;
    private final BitSet hours;
    private final Predicate<LocalDate> days;

    private Cron(String text) {
        String[] fields = text.split(" ", -1);
        if (fields.length != 6) {
            throw new IllegalArgumentException("it has " + fields.length);
        }
        this.text = text;
        this.minutes = new CronField("minutes", 0, 59, List.of()).parse(fields[0]);
        this.hours = new CronField("hours", 0, 23, List.of()).parse(fields[1]);
        BitSet months = new CronField("month", 1, 12, MONTHS).parse(fields[3]);
        BitSet years = new CronField("year", 1970, 2199, List.of()).parse(fields[5]);
        Predicate<LocalDate> day = CronDays.parse(fields[2], fields[4]);
        this.days = date -> years.get(date.getYear()) && months.get(date.getMonthValue()) && day.test(date);
        if (after(FIRST.minusDays(1).atStartOfDay()).isEmpty()) {
            throw new IllegalArgumentException("no day fits");
        }
    }

    public static Cron parse(String text) {
        try {
            return new Cron(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "expected the six fields of an EventBridge cron (minutes, hours, day of month, month, day of week, "
                            + "year; ? for one of the two days) such as \"0 6 * * ? *\", got \"" + text + "\": "
                            + wrong.getMessage(),
                    wrong);
        }
    }

    /** The first time after this one. */
    Optional<LocalDateTime> after(LocalDateTime time) {
        return seek(time, 1);
    }

    /** The last time before this one. */
    Optional<LocalDateTime> before(LocalDateTime time) {
        return seek(time, -1);
    }

    private Optional<LocalDateTime> seek(LocalDateTime from, int step) {
        LocalDate start = from.toLocalDate();
        LocalDate day = start.isBefore(FIRST) && step > 0 ? FIRST : start.isAfter(LAST) && step < 0 ? LAST : start;
        for (; !day.isBefore(FIRST) && !day.isAfter(LAST); day = day.plusDays(step)) {
            for (int i = 0; i < MINUTES_OF_A_DAY && days.test(day); i++) {
                int minute = step > 0 ? i : MINUTES_OF_A_DAY - 1 - i;
                LocalDateTime time = day.atTime(minute / 60, minute % 60);
                if (hours.get(minute / 60) && minutes.get(minute % 60) && time.compareTo(from) * step > 0) {
                    return Optional.of(time);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The expression as the file has it. */
    @Override
    public String toString() {
        return text;
    }
}
