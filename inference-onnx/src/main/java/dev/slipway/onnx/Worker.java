package dev.slipway.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.slipway.inference.Batch;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scores batches, slice by slice, with memory of its own; one thread uses it at a time. Where slices begin and end does not
 * depend on the number of threads: so a machine with other cores gives the same bytes.
 */
final class Worker implements AutoCloseable {
    /** Rows of a slice: ONNX Runtime is at its full speed, and what goes in lies in the processor's nearer caches. */
    static final int SLICE = 512;

    private final OrtSession session;
    private final int fixedRows;
    private final int step;
    private final List<InputBuffer> inputs;
    private final List<String> inputNames;
    private final List<OutputReader> outputs;
    private final List<String> outputNames;
    private final Set<String> wanted;
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

    Worker(OrtSession session, Binding binding) {
        this.session = session;
        fixedRows = binding.rows();
        step = fixedRows == 0 ? SLICE : fixedRows;
        inputs = binding.feeds().stream()
                .map(feed -> new InputBuffer(feed, step))
                .toList();
        inputNames = binding.feeds().stream().map(feed -> feed.value().name()).toList();
        outputs = binding.outlets().stream().map(OutputReader::new).toList();
        outputNames = binding.outlets().stream()
                .map(outlet -> PlainGraph.output(binding.graph(), outlet.value().name()))
                .toList();
        wanted = new LinkedHashSet<>(outputNames);
    }

    /** Sets the output of the rows, or rejects some of them. */
    void score(Batch batch) throws GraphException {
        for (int row = 0; row < batch.size(); row += step) {
            int rows = Math.min(step, batch.size() - row);
            run(batch, row, rows, fixedRows == 0 ? rows : fixedRows);
        }
    }

    private void run(Batch batch, int from, int rows, int padded) throws GraphException {
        try {
            for (int i = 0; i < inputs.size(); i++) {
                tensors.put(inputNames.get(i), inputs.get(i).fill(batch, from, rows, padded));
            }
            read(batch, from, rows, padded);
        } catch (OrtException e) {
            throw new GraphException(e);
        }
    }

    private void read(Batch batch, int from, int rows, int padded) throws OrtException {
        try (OrtSession.Result result = session.run(tensors, wanted)) {
            for (int i = 0; i < outputs.size(); i++) {
                OnnxValue value = result.get(outputNames.get(i)).orElseThrow();
                outputs.get(i).read((OnnxTensor) value, batch, from, rows, padded);
            }
        }
    }

    @Override
    public void close() {
        inputs.forEach(InputBuffer::close);
    }
}
