package dev.slipway.releases;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * The two day fields of a cron expression. Beyond lists: day of month {@code L} (the last) and {@code 15W} (the weekday
 * nearest to the 15th, in the same month); day of week {@code FRIL} (the last Friday) and {@code MON#1} (the first Monday).
 */
final class CronDays {
    private static final CronField OF_MONTH = new CronField("day of month", 1, 31, List.of());
    private static final CronField OF_WEEK =
            new CronField("day of week", 1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

    private CronDays() {}

    static Predicate<LocalDate> parse(String ofMonth, String ofWeek) {
        if (ofMonth.equals("?") == ofWeek.equals("?")) {
            throw new IllegalArgumentException("exactly one of the two days must be ?");
        }
        return ofWeek.equals("?") ? ofMonth(ofMonth) : ofWeek(ofWeek);
    }

    private static Predicate<LocalDate> ofMonth(String text) {
        if (text.equals("L")) {
            return date -> date.getDayOfMonth() == date.lengthOfMonth();
        }
        if (text.endsWith("W")) {
            int day = OF_MONTH.value(text.substring(0, text.length() - 1));
            return date -> day <= date.lengthOfMonth() && date.equals(nearestWeekday(date.withDayOfMonth(day)));
        }
        BitSet days = OF_MONTH.parse(text);
        return date -> days.get(date.getDayOfMonth());
    }

    private static LocalDate nearestWeekday(LocalDate date) {
        if (date.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return date.plusDays(date.getDayOfMonth() == 1 ? 2 : -1);
        }
        if (date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return date.plusDays(date.getDayOfMonth() == date.lengthOfMonth() ? -2 : 1);
        }
        return date;
    }

    private static Predicate<LocalDate> ofWeek(String text) {
        if (text.length() > 1 && text.endsWith("L")) {
            DayOfWeek day = day(OF_WEEK.value(text.substring(0, text.length() - 1)));
            return date -> date.equals(date.with(TemporalAdjusters.lastInMonth(day)));
        }
        int hash = text.indexOf('#');
        if (hash >= 0) {
            DayOfWeek day = day(OF_WEEK.value(text.substring(0, hash)));
            int nth = new CronField("week of the month", 1, 5, List.of()).value(text.substring(hash + 1));
            return date -> date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(nth, day)));
        }
        BitSet days = OF_WEEK.parse(text);
        return date -> days.get(date.getDayOfWeek().getValue() % 7 + 1);
    }

    /** EventBridge counts from Sunday, Java from Monday. */
    private static DayOfWeek day(int value) {
        return DayOfWeek.of(value == 1 ? 7 : value - 1);
    }
}
