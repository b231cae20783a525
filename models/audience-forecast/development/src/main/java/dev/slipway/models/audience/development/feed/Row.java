package dev.slipway.models.audience.development.feed;

import dev.slipway.models.audience.development.broadcast.Broadcast;

/**
 * A row of the feed. Audiences are thousands of viewers or {@link Broadcast#UNKNOWN}; those of the past are as known
 * {@code daysAhead} days before the programme airs.
 *
 * @param actual the programme's own audience, the truth
 */
record Row(Broadcast broadcast, int daysAhead, int leadIn, int lastWeek, int fourWeeks, int title, int actual) {}
