package dev.slipway.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.slipway.inference.Batch;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Model;
import java.nio.file.Path;

/** A model that is an ONNX file: {@code model.onnx} in the model folder, bound to the manifest's fields. */
public final class OnnxModel implements Model {
    /** The graph's name in the model folder. */
    static final String FILE = "model.onnx";

    private final int threads;
    private OrtSession session;
    private Workers workers;

    /** Scores on all cores. */
    public OnnxModel() {
        this(Runtime.getRuntime().availableProcessors());
    }

    OnnxModel(int threads) {
        this.threads = threads;
    }

    public static void main(String[] args) {
        Model.main(new OnnxModel(), args);
    }

    /** @throws InferenceException 78 where the graph cannot be run or does not fit the manifest */
    @Override
    public void load(Path folder, Manifest manifest) throws OrtException {
        OnnxGraph graph = OnnxGraph.read(folder.resolve(FILE));
        session = Sessions.open(graph);
        Binding binding = Binding.of(Shapes.completed(graph, session), manifest, Wiring.in(folder));
        workers = new Workers(session, binding, threads);
    }

    @Override
    public void predict(Batch rows) throws Exception {
        workers.score(rows);
    }

    @Override
    public void close() {
        try {
            workers.close();
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
