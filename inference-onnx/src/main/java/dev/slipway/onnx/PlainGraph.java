package dev.slipway.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The same graph without its last ZipMap: the probabilities stay a matrix. ZipMap makes a map for each row, which costs
 * more than many a model, only to repeat the names of the classes, which the file tells once.
 */
final class PlainGraph {
    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final int OUTPUT = 12;

    private final Map<String, OnnxNode> zipMaps;
    private final Set<String> given = new HashSet<>();

    private PlainGraph(OnnxGraph graph) {
        zipMaps = graph.zipMaps();
        graph.outputs().forEach(output -> given.add(output.name()));
    }

    /** Whether an output comes out of a ZipMap. */
    static boolean isNeeded(OnnxGraph graph) {
        return graph.outputs().stream().anyMatch(output -> graph.zipMaps().containsKey(output.name()));
    }

    /** The name under which the plain graph gives an output. */
    static String output(OnnxGraph graph, String name) {
        OnnxNode zipMap = graph.zipMaps().get(name);
        return zipMap == null ? name : zipMap.inputs().get(0);
    }

    /** @param model the bytes of the file */
    static ByteBuffer of(OnnxGraph graph, ByteBuffer model) {
        PlainGraph plain = new PlainGraph(graph);
        List<ByteBuffer> parts = new ArrayList<>();
        ProtoReader reader = new ProtoReader(model);
        while (reader.next()) {
            if (reader.field() == GRAPH) {
                List<ByteBuffer> kept = plain.graph(reader.message());
                parts.add(header(GRAPH, size(kept)));
                parts.addAll(kept);
            } else {
                parts.add(reader.asItStands());
            }
        }
        ByteBuffer all = ByteBuffer.allocateDirect(size(parts));
        parts.forEach(all::put);
        return all.flip();
    }

    private List<ByteBuffer> graph(ProtoReader reader) {
        List<ByteBuffer> kept = new ArrayList<>();
        while (reader.next()) {
            int field = reader.field();
            ByteBuffer whole = reader.asItStands();
            if (field == NODE && isDropped(OnnxNode.read(content(whole)))) {
                continue;
            }
            if (field == OUTPUT) {
                OnnxNode zipMap =
                        zipMaps.get(GraphValueReader.read(content(whole)).name());
                if (zipMap != null) {
                    addMatrix(zipMap.inputs().get(0), kept);
                    continue;
                }
            }
            kept.add(whole);
        }
        return kept;
    }

    private boolean isDropped(OnnxNode node) {
        return node.isZipMap() && given.contains(node.outputs().get(0));
    }

    /** The probabilities as an output, unless they are one already. */
    private void addMatrix(String name, List<ByteBuffer> kept) {
        if (given.add(name)) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            byte[] floats = {0x12, 4, 0x0a, 2, 0x08, (byte) ElementType.FLOAT.ordinal()};
            ByteBuffer named = header(1, text.length);
            kept.add(header(OUTPUT, named.remaining() + text.length + floats.length));
            kept.add(named);
            kept.add(ByteBuffer.wrap(text));
            kept.add(ByteBuffer.wrap(floats));
        }
    }

    private static ProtoReader content(ByteBuffer field) {
        ProtoReader reader = new ProtoReader(field);
        reader.next();
        return reader.message();
    }

    private static int size(List<ByteBuffer> parts) {
        return parts.stream().mapToInt(ByteBuffer::remaining).sum();
    }

    private static ByteBuffer header(int field, int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(field << 3 | 2);
        for (int left = length; ; left >>>= 7) {
            bytes.write(left > 0x7f ? left & 0x7f | 0x80 : left);
            if (left <= 0x7f) {
                return ByteBuffer.wrap(bytes.toByteArray());
            }
        }
    }
}
