package dev.slipway.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import dev.slipway.inference.Batch;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Memory that one input of the graph reads rows from. It is filled anew for each run; the tensor over it is made once,
 * because most runs have as many rows as the one before. One thread uses it.
 */
final class InputBuffer implements AutoCloseable {
    /** So many rows are filled before the next: the processor's nearest cache holds them. */
    private static final int NEAR = 128;

    private final Feed feed;
    private final int width;
    private final long[] shape;
    private final ByteBuffer memory;
    private final DoubleBuffer doubles;
    /** These rows of floats on their way into the memory: an array is faster to fill. */
    private final float[] floats;

    private final FloatBuffer floatMemory;
    /** For each column how many fields from its own on are numbers and stand side by side in the manifest, too. */
    private final int[] numbers;

    private final String[] texts;
    /** One column of these rows on its way. */
    private final double[] reals;

    private OnnxTensor tensor;

    /** @param rows at most so many at a time */
    InputBuffer(Feed feed, int rows) {
        this.feed = feed;
        width = feed.positions().length;
        boolean vector = feed.value().shape() != null && feed.value().shape().size() == 1;
        shape = vector ? new long[1] : new long[] {0, width};
        boolean isText = feed.value().type() == ElementType.STRING;
        memory = isText ? null : memory((long) rows * width * size(feed.value().type()));
        doubles = isText ? null : memory.asDoubleBuffer();
        boolean isFloat = feed.value().type() == ElementType.FLOAT;
        floats = isFloat ? new float[NEAR * width] : null;
        floatMemory = isFloat ? memory.asFloatBuffer() : null;
        numbers = numbers(feed);
        texts = isText ? new String[rows * width] : null;
        reals = feed.value().type().isReal() ? new double[NEAR] : null;
    }

    private static int[] numbers(Feed feed) {
        int[] positions = feed.positions();
        int[] numbers = new int[positions.length];
        for (int i = positions.length - 1; i >= 0; i--) {
            boolean goesOn = i + 1 < positions.length && positions[i + 1] == positions[i] + 1;
            numbers[i] = isNumber(feed.fields().get(i)) ? 1 + (goesOn ? numbers[i + 1] : 0) : 0;
        }
        return numbers;
    }

    private static ByteBuffer memory(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact((bytes + 7) & ~7)).order(ByteOrder.nativeOrder());
    }

    private static int size(ElementType type) {
        return switch (type) {
            case INT8, UINT8, BOOL -> 1;
            case INT16, FLOAT16 -> 2;
            case FLOAT, INT32 -> 4;
            default -> 8;
        };
    }

    /**
     * The rows as a tensor, which lives until the next call. A row with a value that the graph's type cannot hold is
     * rejected; what is then in its place does not matter.
     *
     * @param padded as many rows as the tensor must have; those too many repeat the last
     */
    OnnxTensor fill(Batch batch, int from, int rows, int padded) throws OrtException {
        for (int row = 0; row < rows; row += NEAR) {
            int near = Math.min(NEAR, rows - row);
            if (floats == null) {
                for (int column = 0; column < width; column++) {
                    fillColumn(batch, from + row, near, column, row * width + column);
                }
            } else {
                fillFloats(batch, from + row, near);
                floatMemory.put(row * width, floats, 0, near * width);
            }
        }
        for (int row = rows; row < padded; row++) {
            repeat(row - 1, row);
        }
        return tensor(padded);
    }

    /** @param first the cell of the first row */
    private void fillColumn(Batch batch, int from, int rows, int column, int first) {
        Field field = feed.fields().get(column);
        int position = feed.positions()[column];
        ElementType type = feed.value().type();
        if (type.isReal()) {
            readReals(batch, from, rows, position, field);
        }
        for (int row = 0, cell = first; row < rows; row++, cell += width) {
            switch (type) {
                case FLOAT -> floats[cell] = (float) reals[row];
                case DOUBLE -> doubles.put(cell, reals[row]);
                case FLOAT16 -> putHalf(batch, from + row, field, reals[row], cell);
                case STRING -> {
                    String text = batch.getString(from + row, position);
                    texts[cell] = text == null ? "" : text;
                }
                default -> putWhole(batch, from + row, position, field, cell);
            }
        }
    }

    /** Nearly all input of nearly all graphs goes this way. */
    private void fillFloats(Batch batch, int from, int rows) {
        for (int column = 0; column < width; column += Math.max(1, numbers[column])) {
            if (numbers[column] == 0) {
                fillColumn(batch, from, rows, column, column);
            } else if (batch.getFloats(
                    from, from + rows, feed.positions()[column], numbers[column], floats, column, width)) {
                rejectTooLarge(batch, from, rows, column, column + numbers[column]);
            }
        }
    }

    private void rejectTooLarge(Batch batch, int from, int rows, int first, int end) {
        for (int column = first; column < end; column++) {
            for (int row = from; row < from + rows; row++) {
                double value = batch.getDouble(row, feed.positions()[column]);
                if (Float.isInfinite((float) value) && !Double.isInfinite(value)) {
                    reject(batch, row, feed.fields().get(column), value);
                }
            }
        }
    }

    private static boolean isNumber(Field field) {
        return field.type() == FieldType.DOUBLE || field.type() == FieldType.INT || field.type() == FieldType.LONG;
    }

    /** Any number, and what can stand for one; NaN where it is missing. */
    private void readReals(Batch batch, int from, int rows, int position, Field field) {
        if (isNumber(field)) {
            batch.getDoubles(from, from + rows, position, reals);
            return;
        }
        for (int row = 0; row < rows; row++) {
            reals[row] = batch.isNull(from + row, position) ? Double.NaN : batch.getLong(from + row, position);
        }
    }

    private void putHalf(Batch batch, int row, Field field, double value, int cell) {
        short half = Fp16Conversions.floatToFp16((float) value);
        memory.putShort(cell * Short.BYTES, half);
        if (Float.isInfinite(Fp16Conversions.fp16ToFloat(half)) && !Double.isInfinite(value)) {
            reject(batch, row, field, value);
        }
    }

    private void putWhole(Batch batch, int row, int position, Field field, int cell) {
        long value = batch.getLong(row, position);
        ElementType type = feed.value().type();
        switch (type) {
            case BOOL, INT8, UINT8 -> memory.put(cell, (byte) value);
            case INT16 -> memory.putShort(cell * Short.BYTES, (short) value);
            case INT32 -> memory.putInt(cell * Integer.BYTES, (int) value);
            default -> memory.putLong(cell * Long.BYTES, value);
        }
        if (value < type.least() || value > type.greatest()) {
            reject(batch, row, field, value);
        }
    }

    private void reject(Batch batch, int row, Field field, Object value) {
        batch.reject(
                row,
                field.name() + ": the graph's input " + feed.value().name() + " is "
                        + feed.value().type().word() + ", which cannot hold " + value);
    }

    private void repeat(int row, int as) {
        if (texts != null) {
            System.arraycopy(texts, row * width, texts, as * width, width);
        } else {
            int bytes = width * size(feed.value().type());
            memory.put(as * bytes, memory, row * bytes, bytes);
        }
    }

    private OnnxTensor tensor(int rows) throws OrtException {
        if (tensor == null || shape[0] != rows || texts != null) {
            close();
            shape[0] = rows;
            tensor = make(rows * width);
        }
        return tensor;
    }

    private OnnxTensor make(int cells) throws OrtException {
        var environment = Sessions.environment();
        if (texts != null) {
            String[] used = cells == texts.length ? texts : Arrays.copyOf(texts, cells);
            return OnnxTensor.createTensor(environment, used, shape.clone());
        }
        ByteBuffer used = memory.slice(0, cells * size(feed.value().type())).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(environment, used, shape.clone(), javaType());
    }

    private OnnxJavaType javaType() {
        return OnnxJavaType.valueOf(feed.value().type().name());
    }

    @Override
    public void close() {
        if (tensor != null) {
            tensor.close();
            tensor = null;
        }
    }
}
