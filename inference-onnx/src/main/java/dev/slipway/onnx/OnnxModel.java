package dev.slipway.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.slipway.inference.Batch;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Model;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A model that is an ONNX file: {@code model.onnx} in the model folder, bound to the manifest's fields. */
public final class OnnxModel implements Model {
    /** The graph's name in the model folder. */
    static final String FILE = "model.onnx";

    private final int threads;
    private LoadedGraph loaded;
    private Binding binding;
    private OrtSession session;
    /** Those that nobody scores with at the moment. */
    private final Queue<Worker> workers = new ConcurrentLinkedQueue<>();

    /** Scores on all cores. */
    public OnnxModel() {
        this(Runtime.getRuntime().availableProcessors());
    }

    OnnxModel(int threads) {
        this.threads = threads;
    }

    public static void main(String[] args) {
        OnnxModel model = new OnnxModel();
        if (args.length == 1 && (args[0].equals("predict") || args[0].equals("validate"))) {
            Path folder = Path.of(System.getenv().getOrDefault("SLIPWAY_MODEL", "/opt/model"));
            model.loaded = new LoadedGraph(folder.resolve(FILE)).begin();
        }
        Model.main(model, args);
    }

    /** @throws InferenceException 78 where the graph cannot be run or does not fit the manifest */
    @Override
    public void load(Path folder, Manifest manifest) throws Exception {
        if (loaded == null) {
            loaded = new LoadedGraph(folder.resolve(FILE));
        }
        binding = Binding.of(loaded.graph(), manifest, Wiring.in(folder));
        session = loaded.session();
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public void predict(Batch rows) throws Exception {
        Worker idle = workers.poll();
        Worker worker = idle == null ? new Worker(session, binding) : idle;
        try {
            worker.score(rows);
        } finally {
            workers.add(worker);
        }
    }

    @Override
    public void close() {
        try {
            workers.forEach(Worker::close);
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
