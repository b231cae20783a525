package dev.slipway.models.audience.development.broadcast;

/**
 * A programme with what happened.
 *
 * @param leadInSlot where the programme before it on the same channel began; -1 for the day's first
 * @param competingPremieres premieres on other channels while it begins
 * @param competingLive whether another channel has live football while it begins
 * @param viewers average audience in thousands, or {@link #UNKNOWN} where the panel failed
 */
public record Broadcast(
        Programme programme, int leadInSlot, int competingPremieres, boolean competingLive, int viewers) {
    /** No figure. */
    public static final int UNKNOWN = -1;
}
