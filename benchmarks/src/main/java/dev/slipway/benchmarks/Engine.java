package dev.slipway.benchmarks;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;

/** What scores the {@link Forest}: plain Java, or ONNX Runtime. */
public enum Engine {
    JAVA,
    ONNX;

    interface RowScorer {
        float score(float[] row) throws OrtException;
    }

    /** For those who call a model row by row. */
    RowScorer rows(Path model) throws OrtException {
        if (this == ONNX) {
            return new BareOnnx(model.resolve("model.onnx"))::score;
        }
        Forest forest = new Forest();
        return row -> forest.score(row, 0);
    }
}
