package dev.slipway.desk;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was current of one model, and what was held.
 *
 * @param changes by major version and seq, the oldest first
 * @param holds by major version and seq, the oldest first
 */
public record History(List<Change> changes, List<Hold> holds) {
    public static final History NONE = new History(List.of(), List.of());

    public History {
        changes = changes.stream()
                .sorted(Comparator.comparingInt(Change::major).thenComparingLong(Change::seq))
                .toList();
        holds = holds.stream()
                .sorted(Comparator.comparingInt(Hold::major).thenComparingLong(Hold::seq))
                .toList();
    }

    /** The major versions that ever had a current run, in order. */
    public List<Integer> majors() {
        return changes.stream().map(Change::major).distinct().toList();
    }

    /** The latest change of a major version: its run is what readers see now. */
    public Optional<Change> current(int major) {
        return last(changes.stream().filter(change -> change.major() == major).toList());
    }

    /** What was current in a major version at a moment. */
    public Optional<Change> currentOn(int major, Instant moment) {
        return last(changes.stream()
                .filter(change -> change.major() == major && !change.at().isAfter(moment))
                .toList());
    }

    /** The version of a major that a rollback withdrew and nobody has released since. */
    public Optional<Hold> held(int major) {
        return last(holds.stream().filter(hold -> hold.major() == major).toList())
                .filter(Hold::held);
    }

    private static <T> Optional<T> last(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
    }
}
