package dev.slipway.onnx;

import dev.slipway.onnx.GraphValue.Dimension;
import java.util.List;
import java.util.stream.Stream;

/** Reads {@code ValueInfoProto}, the declaration of an input or output. */
final class GraphValueReader {
    private static final GraphValue UNKNOWN =
            new GraphValue("", GraphValue.Kind.OTHER, null, ElementType.UNDEFINED, null);

    private GraphValueReader() {}

    static GraphValue read(ProtoReader message) {
        String name = "";
        GraphValue value = UNKNOWN;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> name = message.text();
                case 2 -> value = type(message.message());
                default -> message.skip();
            }
        }
        return new GraphValue(name, value.kind(), value.key(), value.type(), value.shape());
    }

    private static GraphValue type(ProtoReader message) {
        GraphValue value = UNKNOWN;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> value = tensor(message.message());
                case 4 -> value = sequence(message.message());
                default -> message.skip();
            }
        }
        return value;
    }

    private static GraphValue tensor(ProtoReader message) {
        ElementType type = ElementType.UNDEFINED;
        List<Dimension> shape = null;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> type = ElementType.of(message.whole());
                case 2 -> shape = shape(message.message());
                default -> message.skip();
            }
        }
        return new GraphValue("", GraphValue.Kind.TENSOR, null, type, shape);
    }

    private static List<Dimension> shape(ProtoReader message) {
        Stream.Builder<Dimension> shape = Stream.builder();
        while (message.next()) {
            if (message.field() == 1) {
                shape.add(dimension(message.message()));
            } else {
                message.skip();
            }
        }
        return shape.build().toList();
    }

    private static Dimension dimension(ProtoReader message) {
        Dimension dimension = new Dimension(-1, "");
        while (message.next()) {
            switch (message.field()) {
                case 1 -> dimension = new Dimension(Math.max(-1, message.whole()), "");
                case 2 -> dimension = new Dimension(-1, message.text());
                default -> message.skip();
            }
        }
        return dimension;
    }

    /** A sequence counts where its elements are maps to numbers. */
    private static GraphValue sequence(ProtoReader message) {
        GraphValue value = UNKNOWN;
        while (message.next()) {
            if (message.field() == 1) {
                ProtoReader element = message.message();
                while (element.next()) {
                    if (element.field() == 5) {
                        value = map(element.message());
                    } else {
                        element.skip();
                    }
                }
            } else {
                message.skip();
            }
        }
        return value;
    }

    private static GraphValue map(ProtoReader message) {
        ElementType key = ElementType.UNDEFINED;
        ElementType type = ElementType.UNDEFINED;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> key = ElementType.of(message.whole());
                case 2 -> type = type(message.message()).type();
                default -> message.skip();
            }
        }
        return new GraphValue("", GraphValue.Kind.MAPS, key, type, null);
    }
}
