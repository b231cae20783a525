package dev.slipway.predictions;

import dev.slipway.inference.Batch;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
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

    private final String file;
    private final List<Field> fields;
    private final boolean[] key;
    private byte[] buffer = new byte[64 * 1024];
    private int length;

    BinaryCopyWriter(String file, Manifest manifest) {
        this.file = file;
        fields = manifest.output();
        key = new boolean[fields.size()];
        for (int i = 0; i < key.length; i++) {
            key[i] = manifest.key().contains(fields.get(i).name());
        }
        ensure(SIGNATURE.length);
        System.arraycopy(SIGNATURE, 0, buffer, 0, SIGNATURE.length);
        length = SIGNATURE.length;
        putInt(0);
        putInt(0);
    }

    /** @throws PublishException 70 where the key's texts are too long to be a key */
    void row(Batch batch, int row) {
        putShort(fields.size());
        int keyBytes = 0;
        for (int i = 0; i < fields.size(); i++) {
            if (batch.isNull(row, i)) {
                putInt(-1);
                continue;
            }
            switch (fields.get(i).type()) {
                case STRING -> {
                    byte[] text = batch.getString(row, i).getBytes(StandardCharsets.UTF_8);
                    keyBytes += key[i] ? text.length : 0;
                    putBytes(text);
                }
                case INT -> {
                    putInt(Integer.BYTES);
                    putInt((int) batch.getLong(row, i));
                }
                case LONG -> {
                    putInt(Long.BYTES);
                    putLong(batch.getLong(row, i));
                }
                case DOUBLE -> {
                    putInt(Double.BYTES);
                    putLong(Double.doubleToLongBits(batch.getDouble(row, i)));
                }
                case BOOLEAN -> {
                    putInt(1);
                    ensure(1);
                    buffer[length++] = (byte) batch.getLong(row, i);
                }
                case DATE -> {
                    putInt(Integer.BYTES);
                    putInt((int) batch.getLong(row, i) - EPOCH_DAYS);
                }
                case TIMESTAMP -> {
                    putInt(Long.BYTES);
                    putLong(batch.getLong(row, i) - EPOCH_MICROS);
                }
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
        putShort(-1);
        return take();
    }

    private void putBytes(byte[] bytes) {
        putInt(bytes.length);
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void putShort(int value) {
        ensure(Short.BYTES);
        buffer[length++] = (byte) (value >> 8);
        buffer[length++] = (byte) value;
    }

    private void putInt(int value) {
        putShort(value >> 16);
        putShort(value);
    }

    private void putLong(long value) {
        putInt((int) (value >> 32));
        putInt((int) value);
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
