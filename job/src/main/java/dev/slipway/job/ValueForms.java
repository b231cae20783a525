package dev.slipway.job;

import dev.slipway.job.engine.ImageReference;
import dev.slipway.job.runtime.ContainerLimits;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text forms that values have in the environment. Each refuses with what it expected and what it got. */
final class ValueForms {
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");
    private static final Pattern BYTES = Pattern.compile("([1-9]\\d{0,5})([kmgt])");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)%");

    private ValueForms() {}

    /** A run id is part of paths and keys, so its characters are few. */
    static String runId(String text) {
        return RUN_ID.matcher(text).matches()
                ? text
                : refuse("letters, digits, '.', '_' and '-', at most 100 characters", text);
    }

    static Instant instant(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException other) {
            return refuse("a timestamp with offset such as 2026-11-20T06:00:00Z, or a date such as 2026-11-20", text);
        }
    }

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            Duration duration = Duration.ofHours(part(matcher.group(1)))
                    .plusMinutes(part(matcher.group(2)))
                    .plusSeconds(part(matcher.group(3)));
            if (!duration.isZero()) {
                return duration;
            }
        }
        return refuse("a time such as 2h, 90m or 1h30m", text);
    }

    private static long part(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    static Long count(String text) {
        return text.matches("\\d{1,12}") ? Long.valueOf(text) : refuse("a number of rows such as 1000", text);
    }

    static Integer keep(String text) {
        int keep = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
        return keep >= 2 && keep <= 200 ? Integer.valueOf(keep) : refuse("a number of runs from 2 to 200", text);
    }

    /** {@code 30%} is 0.3; {@code off} is no limit. */
    static OptionalDouble share(String text) {
        Matcher matcher = SHARE.matcher(text);
        if (matcher.matches()) {
            return OptionalDouble.of(
                    new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue());
        }
        return text.equals("off") ? OptionalDouble.empty() : refuse("a share such as 30%, or off", text);
    }

    static Double amount(String text) {
        return text.matches("\\d{1,6}(\\.\\d{1,9})?") ? Double.valueOf(text) : refuse("an amount such as 0.005", text);
    }

    static String jdbcUrl(String text) {
        return text.startsWith("jdbc:postgresql:")
                ? text
                : refuse("an address such as jdbc:postgresql://host:5432/analytics", text);
    }

    static Boolean trueOrFalse(String text) {
        return text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : refuse("true or false", text);
    }

    /** A folder, or the name of an image in a registry. */
    static String image(String text) {
        if (!text.matches("[/.].*") && !Files.isDirectory(Path.of(text))) {
            ImageReference.parse(text);
        }
        return text;
    }

    static Long memory(String text) {
        long bytes = bytes(text);
        return bytes >= ContainerLimits.LEAST_MEMORY ? Long.valueOf(bytes) : refuse("at least 6m", text);
    }

    /** {@code 4g} is 4 times 2 to the power of 30. */
    static Long bytes(String text) {
        Matcher matcher = BYTES.matcher(text);
        return matcher.matches()
                ? Long.valueOf(Long.parseLong(matcher.group(1)) << 10 * (" kmgt".indexOf(matcher.group(2))))
                : refuse("a size such as 512m or 4g", text);
    }

    private static <T> T refuse(String expected, String text) {
        throw new IllegalArgumentException("expected " + expected + ", got \"" + text + '"');
    }
}
