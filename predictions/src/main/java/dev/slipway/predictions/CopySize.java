package dev.slipway.predictions;

/**
 * How much is copied at once.
 *
 * @param leafRows the most rows of one leaf, or of two at once, and so what an interruption can cost; the leaves of a
 *     merged table's first run are read once more where it has several
 * @param chunkRows about as many rows are moved between two looks at the clock
 */
record CopySize(long leafRows, long chunkRows) {
    static final CopySize USUAL = new CopySize(10_000_000, 250_000);

    /** The most rows that are staged and merged in one transaction: to do so many again costs little. */
    long briefRows() {
        return leafRows / 10;
    }

    /** The fewest rows of a replaced table that are loaded as two leaves at once. */
    long halvedRows() {
        return leafRows / 20;
    }

    /** The fewest rows for which it pays to look whether they are all new. */
    long appendedRows() {
        return leafRows / 1000;
    }

    /** So many rows are taken one by one before the others are put together: few are not worth it. */
    long aloneRows() {
        return chunkRows / 100;
    }
}
