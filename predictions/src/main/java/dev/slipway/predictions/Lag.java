package dev.slipway.predictions;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a table of the application database is behind.
 *
 * @param since when the first run that the table does not show became current; empty where it shows the current one
 * @param certain false where the application database could not be asked what it shows: then the table may be behind for
 *     longer, and may show that run all the same
 */
public record Lag(Optional<Instant> since, boolean certain) {}
