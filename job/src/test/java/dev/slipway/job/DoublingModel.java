package dev.slipway.job;

import dev.slipway.inference.Batch;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Model;
import java.nio.file.Path;

/** A model for tests, by the contract's own library: the score is twice the size; a size of 13 makes it throw. */
public final class DoublingModel implements Model {
    private int size;
    private int score;
    private boolean known;

    public static void main(String[] arguments) {
        Model.main(new DoublingModel(), arguments);
    }

    @Override
    public void load(Path folder, Manifest manifest) {
        known = manifest.input().size() == 5;
    }

    @Override
    public void predict(Batch rows) {
        if (!known) {
            throw new IllegalStateException("load was not called");
        }
        size = rows.input("size");
        score = rows.output("score");
        for (int row = 0; row < rows.size(); row++) {
            double value = rows.getDouble(row, size);
            if (value == 13) {
                throw new IllegalStateException("13 is an unlucky number");
            }
            rows.setDouble(row, score, 2 * value);
        }
    }
}
