package dev.slipway.inference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The contract's scoring without its reading and writing: batches that lie in memory get their output, and it is checked.
 * It stands in this package because that is not public.
 */
public final class ContractLoop {
    private final Model model;
    private final Manifest manifest;
    private final List<Batch> read = new ArrayList<>();

    /** Reads all rows. */
    public ContractLoop(Model model, Path modelFolder, Path csv) throws Exception {
        this.model = model;
        manifest = new Folders(null, null, null, modelFolder).manifest();
        model.load(modelFolder, manifest);
        try (CsvRows rows = CsvRows.open(csv, "data.csv", InputColumns.of(manifest, false))) {
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                read.add(batch);
            }
        }
    }

    /** Scores them; gives the sum of an output field. */
    public double run(String field) {
        Scorer scorer = new Scorer(model, manifest, null);
        OutputCheck check = new OutputCheck(manifest);
        double sum = 0;
        for (Batch batch : read) {
            Batch scored = scorer.score(batch);
            check.check(scored);
            Column column = scored.outputs().find(field);
            for (int row = 0; row < scored.size(); row++) {
                sum += column.real(row);
            }
        }
        return sum;
    }
}
