package dev.slipway.inference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The contract's own loop between batches that lie in memory and a sum: as in {@code predict} the model's
 * threads take the batches, give them output and check it, and count in the order of the input. It stands in this package
 * because that is not public.
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
    public double run(String field) throws Exception {
        double[] sum = new double[1];
        try (Scoring scoring = new Scoring(model, manifest, null, new Tally(manifest))) {
            Iterator<Batch> batches = read.iterator();
            scoring.read(() -> batches.hasNext() ? batches.next() : null).run(batch -> {
                Column column = batch.outputs().find(field);
                for (int row = 0; row < batch.size(); row++) {
                    sum[0] += column.real(row);
                }
            });
        }
        return sum[0];
    }
}
