package dev.slipway.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds an ONNX file by hand, so that a test knows every number of its graph. */
final class Graph {
    static final String ML = "ai.onnx.ml";

    private final Proto model = new Proto().whole(1, 8).text(2, "slipway-test");
    private final Proto graph = new Proto();

    /** An operator set of its own domain where the version is above 0. */
    static Graph of(int opset, int ml) {
        Graph made = new Graph();
        made.graph.text(2, "test");
        made.opset("", opset);
        return ml > 0 ? made.opset(ML, ml) : made;
    }

    Graph opset(String domain, long version) {
        model.message(8, new Proto().text(1, domain).whole(2, version));
        return this;
    }

    /** @param shape numbers are fixed, texts are names, null is unknown */
    Graph input(String name, ElementType type, Object... shape) {
        graph.message(11, tensorInfo(name, type, shape));
        return this;
    }

    Graph output(String name, ElementType type, Object... shape) {
        graph.message(12, tensorInfo(name, type, shape));
        return this;
    }

    /** An output without a word on its dimensions. */
    Graph outputWithoutShape(String name, ElementType type) {
        graph.message(12, info(name, new Proto().message(1, new Proto().whole(1, type.ordinal()))));
        return this;
    }

    /** An output as ZipMap has it: a map for each row. */
    Graph outputMaps(String name, ElementType key) {
        Proto value = new Proto().message(1, new Proto().whole(1, ElementType.FLOAT.ordinal()));
        Proto map = new Proto().message(5, new Proto().whole(1, key.ordinal()).message(2, value));
        graph.message(12, info(name, new Proto().message(4, new Proto().message(1, map))));
        return this;
    }

    /** A node of ONNX's own operators, or of another domain with {@code domain:Operator}. */
    Graph node(String operator, List<String> inputs, List<String> outputs, Proto... attributes) {
        Proto node = new Proto();
        inputs.forEach(name -> node.text(1, name));
        outputs.forEach(name -> node.text(2, name));
        int colon = operator.indexOf(':');
        node.text(4, operator.substring(colon + 1));
        for (Proto attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, colon < 0 ? node : node.text(7, operator.substring(0, colon)));
        return this;
    }

    Graph floats(String name, float[] values, long... dimensions) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        graph.message(5, tensor(name, ElementType.FLOAT, dimensions).raw(9, raw.array()));
        return this;
    }

    Graph doubles(String name, double[] values, long... dimensions) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asDoubleBuffer().put(values);
        graph.message(5, tensor(name, ElementType.DOUBLE, dimensions).raw(9, raw.array()));
        return this;
    }

    Graph longs(String name, long[] values, long... dimensions) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        graph.message(5, tensor(name, ElementType.INT64, dimensions).raw(9, raw.array()));
        return this;
    }

    /** Weights that lie in another file. */
    Graph external(String name, String location, long... dimensions) {
        Proto entry = new Proto().text(1, "location").text(2, location);
        graph.message(
                5,
                tensor(name, ElementType.FLOAT, dimensions).message(13, entry).whole(14, 1));
        return this;
    }

    byte[] bytes() {
        return model.message(7, graph).bytes();
    }

    Path write(Path folder) {
        try {
            return Files.write(folder.resolve("model.onnx"), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Proto ints(String name, long... values) {
        Proto attribute = new Proto().text(1, name);
        for (long value : values) {
            attribute.whole(8, value);
        }
        return attribute.whole(20, 7);
    }

    static Proto reals(String name, float... values) {
        Proto attribute = new Proto().text(1, name);
        for (float value : values) {
            attribute.real(7, value);
        }
        return attribute.whole(20, 6);
    }

    static Proto texts(String name, String... values) {
        Proto attribute = new Proto().text(1, name);
        for (String value : values) {
            attribute.raw(9, value.getBytes(StandardCharsets.UTF_8));
        }
        return attribute.whole(20, 8);
    }

    static Proto number(String name, long value) {
        return new Proto().text(1, name).whole(3, value).whole(20, 2);
    }

    static Proto real(String name, float value) {
        return new Proto().text(1, name).real(2, value).whole(20, 1);
    }

    static Proto word(String name, String value) {
        return new Proto().text(1, name).text(4, value).whole(20, 3);
    }

    /** Floats as one tensor. */
    static Proto floatsAttribute(String name, float... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        Proto tensor = tensor("", ElementType.FLOAT, values.length).raw(9, raw.array());
        return new Proto().text(1, name).message(5, tensor).whole(20, 4);
    }

    /** Small whole numbers as one tensor. */
    static Proto bytesAttribute(String name, int... values) {
        byte[] raw = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            raw[i] = (byte) values[i];
        }
        Proto tensor = tensor("", ElementType.UINT8, values.length).raw(9, raw);
        return new Proto().text(1, name).message(5, tensor).whole(20, 4);
    }

    private static Proto tensor(String name, ElementType type, long... dimensions) {
        Proto tensor = new Proto();
        for (long dimension : dimensions) {
            tensor.whole(1, dimension);
        }
        return tensor.whole(2, type.ordinal()).text(8, name);
    }

    private static Proto tensorInfo(String name, ElementType type, Object... shape) {
        Proto dimensions = new Proto();
        for (Object each : shape) {
            Proto dimension = new Proto();
            if (each instanceof Integer size) {
                dimension.whole(1, size);
            } else if (each instanceof String symbol) {
                dimension.text(2, symbol);
            }
            dimensions.message(1, dimension);
        }
        Proto tensor = new Proto().whole(1, type.ordinal()).message(2, dimensions);
        return info(name, new Proto().message(1, tensor));
    }

    private static Proto info(String name, Proto type) {
        return new Proto().text(1, name).message(2, type);
    }
}
