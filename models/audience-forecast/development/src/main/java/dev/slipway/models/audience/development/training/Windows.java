package dev.slipway.models.audience.development.training;

/**
 * How time is cut, in days since 1970: training before {@code validation}, then eight weeks that decide how many trees
 * there are, then the eight weeks from {@code test} to before {@code end} that decide nothing and only measure.
 */
record Windows(long validation, long test, long end) {
    private static final int EIGHT_WEEKS = 56;

    /** The windows of a feed whose last day with a known audience is given. */
    static Windows upTo(long lastDay) {
        long test = lastDay + 1 - EIGHT_WEEKS;
        return new Windows(test - EIGHT_WEEKS, test, lastDay + 1);
    }
}
