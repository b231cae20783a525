package dev.slipway.predictions;

import com.grack.nanojson.JsonWriter;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What brings a table to the current run.
 *
 * @param run the run that will be shown
 * @param parts what is read
 * @param reads the runs whose tables are read
 * @param withdrawn merge: numbers of the runs that a rollback took back
 * @param restores merge: how many of the first parts hold earlier rows of withdrawn keys
 * @param fresh merge: whether the table is made anew
 */
record LoadPlan(
        CopySpec spec,
        SourceRun run,
        CopyColumns columns,
        List<Part> parts,
        List<SourceRun> reads,
        List<Long> withdrawn,
        int restores,
        boolean fresh) {

    /** The current run alone. */
    static LoadPlan replace(CopySpec spec, SourceRun run, CopyColumns columns, Source source) throws SQLException {
        return new LoadPlan(spec, run, columns, List.of(source.part(run, columns)), List.of(run), List.of(), 0, true);
    }

    /**
     * Whether no more rows than these change a table that stays as it is, so that staging them and merging them may be
     * one transaction.
     */
    boolean isBrief(long rows) {
        return !fresh && parts.size() == 1 && restores == 0 && parts.get(0).rows() <= rows;
    }

    /** A data table and its columns, for COPY. */
    String target(String table) {
        return "predictions." + Column.quoted(table) + " (" + Column.list(columns.names()) + ")";
    }

    /** How many indexes a leaf gets beside its key. */
    int indexes() {
        return spec.mode() == CopySpec.Mode.REPLACE ? spec.indexes().size() : 0;
    }

    /** What exactly is loaded; a half-finished load goes on only where this is the same. */
    String source() {
        return parts.stream().map(Part::identity).collect(Collectors.joining(" "))
                + (withdrawn.isEmpty() ? "" : " without " + withdrawn)
                + (fresh ? "" : " onto the rows before");
    }

    /** The row of {@code predictions.loads}, as JSON. */
    String facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("table_name", spec.table());
        facts.put("model", spec.model().value());
        facts.put("major", spec.major());
        facts.put("mode", spec.mode().word());
        facts.put("seq", run.seq());
        facts.put("run_no", run.runNo());
        facts.put("run_id", run.runId());
        facts.put("version", run.version());
        facts.put("as_of", run.asOf());
        facts.put("spec", spec.toJson());
        facts.put("source", source());
        facts.put("columns", columns.names());
        facts.put("types", columns.types());
        facts.put("key", columns.key());
        facts.put("indexes", spec.indexes());
        facts.put("withdrawn", withdrawn);
        facts.put("restores", restores);
        facts.put("rows", run.rows());
        return JsonWriter.string(facts);
    }
}
