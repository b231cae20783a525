package dev.slipway.predictions;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds what brings a merged table from the state that its checkpoint names to the current one. The state is the fold of
 * {@code current_changes} by key, see {@link RunStack}: of each key the row of the newest run that has it.
 *
 * <p>Runs that retention has dropped can be neither laid nor restored: their rows stay where the table has them, and a
 * key of a withdrawn run whose earlier rows were in such a run alone is removed.
 */
final class MergePlan {
    private final CopySpec spec;
    private final CopyColumns columns;
    private final Source source;
    private final Map<Long, SourceRun> runs = new LinkedHashMap<>();
    private final List<SourceRun> changes;

    MergePlan(CopySpec spec, CopyColumns columns, Source source, List<SourceRun> changes) {
        this.spec = spec;
        this.columns = columns;
        this.source = source;
        this.changes = changes;
        changes.forEach(run -> runs.put(run.runNo(), run));
    }

    LoadPlan from(Optional<Checkpoint> checkpoint) throws SQLException {
        SourceRun current = changes.get(changes.size() - 1);
        RunStack now = stack(Long.MAX_VALUE);
        Optional<Checkpoint> base = checkpoint.filter(this::isInTheLedger);
        if (base.isEmpty()) {
            List<SourceRun> all = kept(now.runs());
            return new LoadPlan(spec, current, columns, parts(all), all, List.of(), 0, true);
        }
        RunStack before = stack(base.get().seq());
        RunStack shared = now.shared(before);
        List<Long> withdrawn = before.above(shared);
        List<SourceRun> added = base.get().spec().equals(spec.toJson())
                ? kept(now.above(shared))
                // Other fields: all that can be read again is, but nothing below a gap, which might hide newer rows.
                : tail(now.runs());
        List<Part> parts = new ArrayList<>();
        List<SourceRun> reads = new ArrayList<>(added);
        List<SourceRun> earlier = kept(shared.runs());
        boolean restores = !withdrawn.isEmpty() && !earlier.isEmpty();
        if (restores) {
            parts.add(restore(earlier, withdrawn));
            reads.addAll(earlier);
            reads.addAll(kept(withdrawn));
        }
        parts.addAll(parts(added));
        return new LoadPlan(spec, current, columns, parts, reads, withdrawn, restores ? 1 : 0, false);
    }

    /** After a restore of the analytics database from a backup, the checkpoint may be of a history that is gone. */
    private boolean isInTheLedger(Checkpoint checkpoint) {
        return checkpoint.mode().equals(CopySpec.Mode.MERGE.word())
                && changes.stream()
                        .anyMatch(run ->
                                run.seq() == checkpoint.seq() && run.runId().equals(checkpoint.runId()));
    }

    private RunStack stack(long seq) {
        return RunStack.after(changes.stream()
                .filter(run -> run.seq() <= seq)
                .map(SourceRun::runNo)
                .toList());
    }

    private List<SourceRun> kept(List<Long> numbers) {
        return numbers.stream()
                .map(runs::get)
                .filter(run -> run.table() != null)
                .toList();
    }

    private List<SourceRun> tail(List<Long> numbers) {
        int from = numbers.size();
        while (from > 0 && runs.get(numbers.get(from - 1)).table() != null) {
            from--;
        }
        return kept(numbers.subList(from, numbers.size()));
    }

    private List<Part> parts(List<SourceRun> added) throws SQLException {
        List<Part> parts = new ArrayList<>();
        for (SourceRun run : added) {
            parts.add(source.part(run, columns));
        }
        return parts;
    }

    /**
     * The newest earlier row of each key that a withdrawn run has. Where the table of a withdrawn run is gone, of every
     * key: the sink takes only those that it lacks.
     */
    private Part restore(List<SourceRun> earlier, List<Long> withdrawn) throws SQLException {
        String key = Column.list(columns.key());
        List<SourceRun> lost = kept(withdrawn);
        String keys = lost.size() < withdrawn.size()
                ? ""
                : lost.stream()
                        .map(run -> "SELECT " + key + " FROM predictions." + Column.quoted(run.table()))
                        .collect(Collectors.joining(" UNION ", " WHERE (" + key + ") IN (", ")"));
        List<String> selects = new ArrayList<>();
        for (int i = 0; i < earlier.size(); i++) {
            String select = source.select(earlier.get(i), columns);
            selects.add("SELECT *, " + i + " AS \"slipway place\" FROM (" + select + keys + ") AS run");
        }
        String names = Column.list(columns.names());
        return new Part(
                "restored",
                "restore " + earlier.stream().map(SourceRun::runNo).toList(),
                "SELECT DISTINCT ON (" + key + ") " + names + " FROM (" + String.join(" UNION ALL ", selects)
                        + ") AS runs ORDER BY " + key + ", \"slipway place\" DESC",
                0,
                -1);
    }
}
