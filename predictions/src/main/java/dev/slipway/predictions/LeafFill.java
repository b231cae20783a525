package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.SQLException;

/** Makes, fills, keys and records a leaf, all of it in one transaction. */
record LeafFill(LoadPlan plan, Load load, CopySize size, TimeBudget time) {
    /**
     * Fills as much of the blocks as there is time for.
     *
     * @param pending whether what follows is in the same transaction, and nobody reads the leaf after it
     */
    Load.Leaf fill(Ends ends, int number, Gap gap, boolean pending) throws SQLException {
        Connection connection = ends.sink().connection();
        connection.setAutoCommit(false);
        String table = ends.sink().createData(load, number, pending);
        Load.Leaf leaf = fill(ends, number, gap, table);
        ends.sink().finish(load, leaf);
        if (!pending) {
            connection.commit();
            connection.setAutoCommit(true);
        }
        return leaf;
    }

    private Load.Leaf fill(Ends ends, int number, Gap gap, String table) throws SQLException {
        Part part = plan.parts().get(gap.part());
        String target = plan.target(table);
        long started = System.nanoTime();
        long blocks = part.blocksOf(size.chunkRows());
        long block = gap.from();
        long rows = 0;
        do {
            long next = Math.min(block + blocks, gap.to());
            rows += new BinaryPipe(size, time)
                    .copy(
                            ends.source().connection(),
                            part.range(block, next),
                            ends.sink().connection(),
                            target);
            block = next;
        } while (block < gap.to()
                && !part.isLast(block)
                && time.allowsChunkAfter((System.nanoTime() - started) / 1_000_000, plan.indexes()));
        return new Load.Leaf(number, gap.part(), table, rows, gap.from(), part.isLast(block) ? null : block);
    }
}
