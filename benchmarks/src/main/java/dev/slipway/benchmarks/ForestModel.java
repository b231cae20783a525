package dev.slipway.benchmarks;

import dev.slipway.inference.Batch;
import dev.slipway.inference.Model;

/** The {@link Forest} as an image's program. */
public final class ForestModel implements Model {
    private final Forest forest = new Forest();

    public static void main(String[] args) {
        Model.main(new ForestModel(), args);
    }

    @Override
    public int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public void predict(Batch rows) {
        float[] row = new float[Forest.FEATURES];
        int first = rows.input("f0");
        int score = rows.output("score");
        for (int i = 0; i < rows.size(); i++) {
            for (int feature = 0; feature < row.length; feature++) {
                row[feature] = (float) rows.getDouble(i, first + feature);
            }
            rows.setDouble(i, score, forest.score(row, 0));
        }
    }
}
