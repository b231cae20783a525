package dev.slipway.predictions;

import dev.slipway.inference.Batch;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Manifest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes rows as PostgreSQL's binary COPY format has them (manual, "COPY", "Binary Format"). Values are typed on this
 * side, so no text of a row can be read as a command, as {@code \.} would be.
 */
final class BinaryCopyWriter {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    /** Days from 1970-01-01 to PostgreSQL's epoch, 2000-01-01. */
    private static final int EPOCH_DAYS = 10_957;

    private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;
    /** PostgreSQL refuses index entries of about 2.7 kB; the specification stays far below. */
    private static final int LONGEST_KEY = 512;

    /** A value's length and a value, without a text's bytes. */
    private static final int LARGEST_CELL = Integer.BYTES + Long.BYTES;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final String file;
    private final FieldType[] types;
    private final boolean[] key;
    private byte[] buffer = new byte[64 * 1024];
    private int length;

    BinaryCopyWriter(String file, Manifest manifest) {
        this.file = file;
        List<Field> fields = manifest.output();
        types = new FieldType[fields.size()];
        key = new boolean[types.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = fields.get(i).type();
            key[i] = manifest.key().contains(fields.get(i).name());
        }
        System.arraycopy(SIGNATURE, 0, buffer, 0, SIGNATURE.length);
        length = SIGNATURE.length;
        putInt(0);
        putInt(0);
    }

    /** @throws PublishException 70 where the key's texts are too long to be a key */
    void row(Batch batch, int row) {
        ensure(Short.BYTES + types.length * LARGEST_CELL);
        putShort(types.length);
        int keyBytes = 0;
        for (int i = 0; i < types.length; i++) {
            if (batch.isNull(row, i)) {
                putInt(-1);
                continue;
            }
            switch (types[i]) {
                case STRING -> {
                    byte[] text = batch.getString(row, i).getBytes(StandardCharsets.UTF_8);
                    keyBytes += key[i] ? text.length : 0;
                    putInt(text.length);
                    ensure(text.length + (types.length - i) * LARGEST_CELL);
                    System.arraycopy(text, 0, buffer, length, text.length);
                    length += text.length;
                }
                case INT -> putInt(Integer.BYTES, (int) batch.getLong(row, i));
                case LONG -> putLong(Long.BYTES, batch.getLong(row, i));
                case DOUBLE -> putLong(Long.BYTES, Double.doubleToLongBits(batch.getDouble(row, i)));
                case BOOLEAN -> {
                    putInt(1);
                    buffer[length++] = (byte) batch.getLong(row, i);
                }
                case DATE -> putInt(Integer.BYTES, (int) batch.getLong(row, i) - EPOCH_DAYS);
                case TIMESTAMP -> putLong(Long.BYTES, batch.getLong(row, i) - EPOCH_MICROS);
            }
        }
        if (keyBytes > LONGEST_KEY) {
            throw new PublishException(
                    ExitCode.DEFECT,
                    file + ":" + batch.line(row) + ": expected a key of at most " + LONGEST_KEY + " bytes, got "
                            + keyBytes);
        }
    }

    /** What was written since the last call. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(buffer, length);
        length = 0;
        return taken;
    }

    /** The trailer; nothing may follow. */
    byte[] end() {
        ensure(Short.BYTES);
        putShort(-1);
        return take();
    }

    private void putShort(int value) {
        buffer[length++] = (byte) (value >> 8);
        buffer[length++] = (byte) value;
    }

    private void putInt(int value) {
        INTS.set(buffer, length, value);
        length += Integer.BYTES;
    }

    private void putInt(int bytes, int value) {
        putInt(bytes);
        putInt(value);
    }

    private void putLong(int bytes, long value) {
        putInt(bytes);
        LONGS.set(buffer, length, value);
        length += Long.BYTES;
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
