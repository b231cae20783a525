package dev.slipway.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a data file that are of interest.
 *
 * @param fields what the model sees
 * @param actuals the truth of output fields, which the model must not see; typed as those fields
 * @param demanding whether a file without its actuals is refused: a golden set must have them, an input may
 */
record InputColumns(List<Field> fields, List<Field> actuals, boolean demanding) {
    static InputColumns of(Manifest manifest, boolean demanding) {
        List<Field> actuals = new ArrayList<>();
        manifest.actuals().forEach((output, column) -> {
            Field field = manifest.outputField(output).orElseThrow();
            actuals.add(new Field(column, field.type(), true, field.nonFinite()));
        });
        return new InputColumns(manifest.input(), actuals, demanding);
    }

    /** Those to be read from a file with that header. */
    List<Field> in(CsvHeader header) {
        List<Field> read = new ArrayList<>(fields);
        actuals.stream()
                .filter(actual -> demanding || header.has(actual.name()))
                .forEach(read::add);
        return read;
    }
}
