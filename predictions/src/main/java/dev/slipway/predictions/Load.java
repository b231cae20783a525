package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy that has begun, as the application database remembers it.
 *
 * @param source what is read, see {@link Part#identity()}
 * @param whole whether its tables are all there
 */
record Load(long no, long seq, String spec, String source, List<Leaf> leaves, boolean whole) {
    /**
     * A table that was filled, in one transaction with this record.
     *
     * @param part the position of the part it was filled from
     * @param nextBlock where that part goes on; null when all of it is loaded
     */
    record Leaf(int leaf, int part, String table, long rows, Long nextBlock) {}

    Load {
        leaves = List.copyOf(leaves);
    }

    /** The same load with the leaves of both. */
    Load and(Load other) {
        return new Load(
                no,
                seq,
                spec,
                source,
                Stream.concat(leaves.stream(), other.leaves.stream()).toList(),
                whole && other.whole);
    }

    Load with(Leaf leaf) {
        return and(new Load(no, seq, spec, source, List.of(leaf), true));
    }

    /** Whether a plan made now is the one that was begun. */
    boolean isOf(LoadPlan plan) {
        return whole && seq == plan.run().seq() && spec.equals(plan.spec().toJson()) && source.equals(plan.source());
    }

    long rows() {
        return leaves.stream().mapToLong(Leaf::rows).sum();
    }

    /** @throws PublishException 70 where a run's rows are not as many as the ledger says */
    void prove(LoadPlan plan) {
        for (int i = 0; i < plan.parts().size(); i++) {
            Part part = plan.parts().get(i);
            int position = i;
            long loaded = leaves.stream()
                    .filter(leaf -> leaf.part() == position)
                    .mapToLong(Leaf::rows)
                    .sum();
            if (part.rows() >= 0 && part.rows() != loaded) {
                throw new PublishException(
                        ExitCode.DEFECT,
                        "copy to " + plan.spec().table() + ": run " + part.name() + " has " + part.rows()
                                + " rows by the ledger, but " + loaded + " in its table");
            }
        }
    }

    /** The part that is loaded next. */
    int part() {
        if (leaves.isEmpty()) {
            return 0;
        }
        Leaf last = leaves.get(leaves.size() - 1);
        return last.nextBlock() == null ? last.part() + 1 : last.part();
    }

    /** The block at which that part goes on. */
    long block() {
        Long block = leaves.isEmpty() ? null : leaves.get(leaves.size() - 1).nextBlock();
        return block == null ? 0 : block;
    }
}
