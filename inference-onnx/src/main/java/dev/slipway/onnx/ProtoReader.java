package dev.slipway.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

/**
 * Steps through the fields of a protocol buffer message, the form that ONNX files have. A library for it would be larger
 * than all of our program, and an image needs only names, types and shapes.
 *
 * <p>Every method throws {@link IllegalArgumentException} where the bytes are no such message.
 */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteBuffer bytes;
    private int start;
    private int field;
    private int wire;

    ProtoReader(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field; the value of the one before must have been taken or skipped. False at the end. */
    boolean next() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        start = bytes.position();
        long tag = varint();
        field = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        if (field <= 0 || tag >>> 3 > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("no field has the number " + (tag >>> 3));
        }
        return true;
    }

    /** The number of the field that the reader stands at. */
    int field() {
        return field;
    }

    long whole() {
        demand(VARINT);
        return varint();
    }

    String text() {
        return StandardCharsets.UTF_8.decode(content()).toString();
    }

    ProtoReader message() {
        return new ProtoReader(content());
    }

    /** Whole numbers of a repeated field, which may stand one by one or packed together. */
    long[] wholes() {
        if (wire == VARINT) {
            return new long[] {varint()};
        }
        ProtoReader packed = new ProtoReader(content());
        LongStream.Builder all = LongStream.builder();
        while (packed.bytes.hasRemaining()) {
            all.add(packed.varint());
        }
        return all.build().toArray();
    }

    /** Skips the field and gives its bytes, with its number, as they stand. */
    ByteBuffer asItStands() {
        skip();
        return bytes.slice(start, bytes.position() - start);
    }

    void skip() {
        switch (wire) {
            case VARINT -> varint();
            case FIXED64 -> advance(Long.BYTES);
            case BYTES -> content();
            case FIXED32 -> advance(Integer.BYTES);
            default -> throw new IllegalArgumentException("there is no wire type " + wire);
        }
    }

    /** The bytes of the field, a view on the file. */
    ByteBuffer content() {
        demand(BYTES);
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException(
                    "a part of " + length + " bytes where " + bytes.remaining() + " are left");
        }
        ByteBuffer content = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return content;
    }

    private void advance(int count) {
        if (bytes.remaining() < count) {
            throw new IllegalArgumentException("the end comes within a number");
        }
        bytes.position(bytes.position() + count);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (!bytes.hasRemaining()) {
                throw new IllegalArgumentException("the end comes within a number");
            }
            byte part = bytes.get();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes");
    }

    private void demand(int expected) {
        if (wire != expected) {
            throw new IllegalArgumentException("field " + field + " has the wire type " + wire + ", not " + expected);
        }
    }
}
