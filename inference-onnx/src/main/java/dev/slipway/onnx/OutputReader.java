package dev.slipway.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.slipway.inference.Batch;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.InferenceException;
import dev.slipway.onnx.Outlet.Target;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Sets a batch's output fields from one output of the graph. */
record OutputReader(Outlet outlet) {
    private interface Doubles {
        double at(int cell);
    }

    /**
     * @param rows of the batch, from {@code from} on
     * @param padded rows that the tensor must have
     * @throws InferenceException 70 where the tensor has another shape, which the graph did not tell
     */
    void read(OnnxTensor tensor, Batch batch, int from, int rows, int padded) throws OrtException {
        int width = width(tensor.getInfo().getShape(), padded);
        ElementType type = outlet.value().type();
        if (type == ElementType.STRING) {
            String[] texts = texts(tensor);
            for (Target target : outlet.targets()) {
                setTexts(batch, from, rows, target, texts, width);
            }
        } else if (type.isReal()) {
            Doubles values = reals(tensor, type);
            double[] column = new double[rows];
            for (Target target : outlet.targets()) {
                for (int row = 0, cell = target.column(); row < rows; row++, cell += width) {
                    column[row] = values.at(cell);
                }
                batch.setDoubles(from, from + rows, target.position(), column);
            }
        } else {
            IntToLongFunction values = wholes(tensor, type);
            for (Target target : outlet.targets()) {
                for (int row = 0, cell = target.column(); row < rows; row++, cell += width) {
                    setWhole(batch, from + row, target, values.applyAsLong(cell));
                }
            }
        }
    }

    private int width(long[] shape, int rows) {
        int needed = outlet.width();
        boolean fits = shape.length == 1 && shape[0] == rows && needed == 1
                || shape.length == 2 && shape[0] == rows && shape[1] >= needed;
        if (!fits) {
            throw new InferenceException(
                    ExitCode.DEFECT,
                    "the graph's output " + outlet.value() + " came with the shape " + Arrays.toString(shape) + " for "
                            + rows + " rows; expected [" + rows + "," + needed + "]");
        }
        return shape.length == 1 ? 1 : (int) shape[1];
    }

    private static Doubles reals(OnnxTensor tensor, ElementType type) {
        if (type == ElementType.DOUBLE) {
            DoubleBuffer doubles = tensor.getDoubleBuffer();
            return doubles::get;
        }
        FloatBuffer floats = tensor.getFloatBuffer();
        return floats::get;
    }

    private static IntToLongFunction wholes(OnnxTensor tensor, ElementType type) {
        switch (type) {
            case INT64 -> {
                LongBuffer longs = tensor.getLongBuffer();
                return longs::get;
            }
            case INT32 -> {
                IntBuffer ints = tensor.getIntBuffer();
                return ints::get;
            }
            case INT16 -> {
                ShortBuffer shorts = tensor.getShortBuffer();
                return shorts::get;
            }
            default -> {
                ByteBuffer bytes = tensor.getByteBuffer();
                return type == ElementType.UINT8 ? cell -> bytes.get(cell) & 0xff : bytes::get;
            }
        }
    }

    private static String[] texts(OnnxTensor tensor) throws OrtException {
        return tensor.getValue() instanceof String[][] rows
                ? Arrays.stream(rows).flatMap(Arrays::stream).toArray(String[]::new)
                : (String[]) tensor.getValue();
    }

    /** An empty string is null to the contract; where null is not allowed, the row is rejected rather than the run. */
    private static void setTexts(Batch batch, int from, int rows, Target target, String[] texts, int width) {
        for (int row = 0, cell = target.column(); row < rows; row++, cell += width) {
            batch.setString(from + row, target.position(), texts[cell]);
            if (texts[cell].isEmpty() && !target.field().nullable()) {
                batch.reject(from + row, target.field().name() + ": the graph gave an empty string, expected a text");
            }
        }
    }

    private static void setWhole(Batch batch, int row, Target target, long value) {
        if (target.field().type() != FieldType.BOOLEAN) {
            batch.setLong(row, target.position(), value);
        } else if (value == 0 || value == 1) {
            batch.setBoolean(row, target.position(), value == 1);
        } else {
            batch.reject(row, target.field().name() + ": the graph gave " + value + ", expected 0 or 1 for a boolean");
        }
    }
}
