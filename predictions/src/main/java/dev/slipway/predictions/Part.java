package dev.slipway.predictions;

/**
 * What the leaves of a load are read from, one part after the other: a run's table, in ranges of its blocks, or a query
 * that is read in one go.
 *
 * @param name the run's id
 * @param identity what exactly is read; a half-finished load goes on only where it is still the same
 * @param select the SELECT without its WHERE
 * @param blocks of the table, 0 for a query
 * @param rows expected; -1 where nobody knows beforehand
 */
record Part(String name, String identity, String select, long blocks, long rows) {
    /** How many blocks hold about so many rows. */
    long blocksOf(long wanted) {
        return rows <= wanted ? Math.max(1, blocks) : Math.max(1, blocks * wanted / rows);
    }

    /**
     * The rows from a block on, up to another; the last range is open, so that no row can be missed. A run's table never
     * changes, so that its rows stay where they are; {@link #identity} tells when somebody rewrote it all the same.
     */
    String range(long from, long to) {
        if (from == 0 && isLast(to)) {
            return select;
        }
        String begin = " WHERE ctid >= '(" + from + ",0)'";
        return select + begin + (isLast(to) ? "" : " AND ctid < '(" + to + ",0)'");
    }

    boolean isLast(long to) {
        return to >= blocks;
    }
}
