package dev.slipway.releases;

import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cron expression as EventBridge Scheduler reads it: minutes, hours, day of month, month, day of week and year, where
 * one of the two days is {@code ?}. It names times of a clock on the wall; which instants these are, a {@link Schedule}
 * says.
 *
 * <p>Source: "Schedule types in EventBridge Scheduler" in the AWS documentation.
 */
public final class Cron {
    private static final CronParser PARSER = new CronParser(eventBridge());
    /** What the parser would take and AWS does not promise: other spacing, lower case, {@code L-3}, a sixth week. */
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Z*?,/#L-]+( [0-9A-Z*?,/#L-]+){5}");

    private static final Pattern NOT_AWS = Pattern.compile("L-|#([06-9]|\\d\\d)");
    private static final LocalDateTime BEFORE_ALL = LocalDateTime.of(1969, 12, 31, 23, 59);

    private final String text;
    private final ExecutionTime times;

    private Cron(String text, ExecutionTime times) {
        this.text = text;
        this.times = times;
    }

    public static Cron parse(String text) {
        if (!SHAPE.matcher(text).matches() || NOT_AWS.matcher(text).find()) {
            throw refused(text, "");
        }
        Cron cron;
        try {
            cron = new Cron(text, ExecutionTime.forCron(PARSER.parse(text)));
        } catch (IllegalArgumentException wrong) {
            throw refused(text, ": " + wrong.getMessage().replace("Failed to parse cron expression. ", ""));
        }
        if (cron.after(BEFORE_ALL).isEmpty()) {
            throw refused(text, ", which no day fits");
        }
        return cron;
    }

    /** The first time after this one. */
    Optional<LocalDateTime> after(LocalDateTime time) {
        return times.nextExecution(wall(time)).map(ZonedDateTime::toLocalDateTime);
    }

    /** The last time before this one. */
    Optional<LocalDateTime> before(LocalDateTime time) {
        Optional<LocalDateTime> found = times.lastExecution(wall(time)).map(ZonedDateTime::toLocalDateTime);
        // cron-utils 9.2.1 misses the last day of a year that is named: 2020 gives 30 December.
        Optional<LocalDateTime> later = found.flatMap(this::after).filter(time::isAfter);
        while (later.isPresent()) {
            found = later;
            later = found.flatMap(this::after).filter(time::isAfter);
        }
        return found;
    }

    private static ZonedDateTime wall(LocalDateTime time) {
        return time.atZone(ZoneOffset.UTC);
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException(
                "expected the six fields of an EventBridge cron (minutes, hours, day of month,"
                        + " month, day of week, year; ? for one of the two days) such as \"0 6 * * ? *\", got \"" + text
                        + '"'
                        + why);
    }

    private static CronDefinition eventBridge() {
        return CronDefinitionBuilder.defineCron()
                .withMinutes()
                .withStrictRange()
                .and()
                .withHours()
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .supportsL()
                .supportsW()
                .supportsQuestionMark()
                .withStrictRange()
                .and()
                .withMonth()
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(1, 7)
                .withMondayDoWValue(2)
                .supportsHash()
                .supportsL()
                .supportsQuestionMark()
                .withStrictRange()
                .and()
                .withYear()
                .withValidRange(1970, 2199)
                .withStrictRange()
                .and()
                .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
                .instance();
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
