package dev.slipway.predictions;

import java.util.List;

/**
 * Blocks of a part that no leaf has yet.
 *
 * @param from the first one
 * @param to the first one that is not meant; {@link #END} for all that follow, so that no row can be missed
 */
record Gap(int part, long from, long to) {
    static final long END = Long.MAX_VALUE;

    /** About as many rows. */
    long rows(Part of) {
        return of.blocks() == 0 ? of.rows() : of.rows() * (end(of) - from) / of.blocks();
    }

    /** The beginning of it, of about so many rows at most, and whole chunks of it. */
    Gap first(Part of, long rows, long chunkRows) {
        return upTo(of, from + width(of, rows, chunkRows), of.blocksOf(chunkRows));
    }

    /** The first two leaves of it, equally large where they are all of it. A single block cannot be divided. */
    List<Gap> two(Part of, long rows, long chunkRows) {
        long width = Math.min(width(of, rows, chunkRows), (end(of) - from + 1) / 2);
        Gap lower = upTo(of, from + width, 0);
        return lower.to == to
                ? List.of(lower)
                : List.of(lower, new Gap(part, lower.to, to).upTo(of, lower.to + width, of.blocksOf(chunkRows)));
    }

    private static long width(Part of, long rows, long chunkRows) {
        return Math.max(1, rows / chunkRows) * of.blocksOf(Math.min(rows, chunkRows));
    }

    /** @param crumb fewer blocks than these are not left over for a leaf of their own */
    private Gap upTo(Part of, long block, long crumb) {
        return new Gap(part, from, block >= end(of) || end(of) - block < crumb ? to : block);
    }

    private long end(Part of) {
        return Math.min(to, of.blocks());
    }
}
