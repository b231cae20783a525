package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The columns of a table's data, in the order asked for, with the types of the run's manifest.
 *
 * @param key names of the key's columns
 */
record CopyColumns(CopySpec spec, List<Column> columns, List<String> key) {
    /**
     * @param fields of the run that will be shown
     * @param view the columns that the application sees today, empty where the view is not there yet
     * @throws PublishException 78 where the fields asked for do not fit the model, or the table
     */
    static CopyColumns of(CopySpec spec, RunFields fields, Map<String, String> view, Source source)
            throws SQLException {
        if (!new HashSet<>(spec.fields()).containsAll(fields.key())) {
            throw refused(spec, "fields must have the model's key " + fields.key() + ", got " + spec.fields());
        }
        List<Column> columns = new ArrayList<>();
        for (String name : spec.fields()) {
            String type = fields.types().get(name);
            if (type == null) {
                // The current run may be of an earlier minor version than the field, after a rollback.
                type = source.earlier(spec.model(), spec.major()).stream()
                        .map(earlier -> earlier.types().get(name))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow(() -> unknown(spec, name, fields));
            }
            Column column = new Column(name, type);
            String shown = view.get(name);
            if (shown != null && !shown.equals(column.type())) {
                throw refused(
                        spec,
                        "field " + name + " is " + shown + " in predictions." + spec.table() + ", but "
                                + column.type() + " in version " + fields.version() + " of " + spec.model()
                                + "; a field keeps its type: give a new major version a table of its own");
            }
            columns.add(column);
        }
        if (spec.mode() == CopySpec.Mode.MERGE) {
            columns.add(new Column(CopySpec.RUN, "bigint"));
        }
        return new CopyColumns(spec, List.copyOf(columns), fields.key());
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    List<String> types() {
        return columns.stream().map(Column::type).toList();
    }

    /**
     * The columns as a SELECT reads them from a run's table; a field that the run does not have yet is null.
     *
     * @throws PublishException 70 where the table is not what the manifest says: binary COPY would misread it
     */
    String selectedFrom(SourceRun run, Map<String, String> table) {
        return columns.stream().map(column -> expression(column, run, table)).collect(Collectors.joining(", "));
    }

    private static String expression(Column column, SourceRun run, Map<String, String> table) {
        if (column.name().equals(CopySpec.RUN)) {
            return run.runNo() + "::bigint AS " + CopySpec.RUN;
        }
        String type = table.get(column.name());
        if (type == null) {
            return "NULL::" + column.type() + " AS " + Column.quoted(column.name());
        }
        if (!type.equals(column.type())) {
            throw new PublishException(
                    ExitCode.DEFECT,
                    "predictions." + run.table() + " of run " + run.runId() + ": column " + column.name() + " is "
                            + type + ", but " + column.type() + " by the manifest");
        }
        return Column.quoted(column.name());
    }

    private static PublishException unknown(CopySpec spec, String name, RunFields fields) {
        return refused(
                spec,
                "no run of " + spec.model() + " " + spec.major() + ".x has a field " + name + "; version "
                        + fields.version() + " has " + fields.types().keySet());
    }

    private static PublishException refused(CopySpec spec, String why) {
        return new PublishException(ExitCode.BAD_CONFIGURATION, "copy to " + spec.table() + ": " + why);
    }
}
