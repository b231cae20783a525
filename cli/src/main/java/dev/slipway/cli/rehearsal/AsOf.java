package dev.slipway.cli.rehearsal;

import dev.slipway.cli.CliException;
import dev.slipway.inference.ExitCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** The moment of a forecast as people type it. */
public final class AsOf {
    private AsOf() {}

    /** A date means its beginning in UTC; null means now. */
    public static Instant parse(String text) {
        if (text == null) {
            return Instant.now().truncatedTo(ChronoUnit.SECONDS);
        }
        try {
            return text.length() == "2026-11-20".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--as-of: expected a date such as 2026-11-20 or a time such as 2026-11-20T06:00:00Z, got \"" + text
                            + '"');
        }
    }
}
