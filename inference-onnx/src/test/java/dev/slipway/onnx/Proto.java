package dev.slipway.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one message in the form of protocol buffers, field by field. */
final class Proto {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    private interface Step {
        void write() throws IOException;
    }

    Proto whole(int field, long value) {
        return write(() -> out.writeInt64(field, value));
    }

    Proto real(int field, float value) {
        return write(() -> out.writeFloat(field, value));
    }

    Proto text(int field, String value) {
        return write(() -> out.writeString(field, value));
    }

    Proto raw(int field, byte[] value) {
        return write(() -> out.writeByteArray(field, value));
    }

    Proto message(int field, Proto value) {
        return write(() -> out.writeBytes(field, ByteString.copyFrom(value.bytes())));
    }

    byte[] bytes() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Proto write(Step step) {
        try {
            step.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
