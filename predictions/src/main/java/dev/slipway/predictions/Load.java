package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import java.util.List;
import java.util.Optional;
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
     * @param nextBlock the first block of that part that it does not hold; null where it holds all from its first one on
     */
    record Leaf(int leaf, int part, String table, long rows, long fromBlock, Long nextBlock)
            implements Comparable<Leaf> {
        private long end() {
            return nextBlock == null ? Gap.END : nextBlock;
        }

        /** In the order of the blocks. */
        @Override
        public int compareTo(Leaf other) {
            return Long.compare(fromBlock, other.fromBlock);
        }
    }

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
            long loaded = of(i).mapToLong(Leaf::rows).sum();
            if (part.rows() >= 0 && part.rows() != loaded) {
                throw new PublishException(
                        ExitCode.DEFECT,
                        "copy to " + plan.spec().table() + ": run " + part.name() + " has " + part.rows()
                                + " rows by the ledger, but " + loaded + " in its table");
            }
        }
    }

    /** What is loaded next, of the first of so many parts that are not all loaded; empty where all are. */
    Optional<Gap> gap(int parts) {
        for (int part = 0; part < parts; part++) {
            long at = 0;
            for (Leaf leaf : of(part).sorted().toList()) {
                if (leaf.fromBlock() > at) {
                    return Optional.of(new Gap(part, at, leaf.fromBlock()));
                }
                at = leaf.end();
            }
            if (at < Gap.END) {
                return Optional.of(new Gap(part, at, Gap.END));
            }
        }
        return Optional.empty();
    }

    private Stream<Leaf> of(int part) {
        return leaves.stream().filter(leaf -> leaf.part() == part);
    }
}
