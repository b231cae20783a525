package dev.slipway.releases;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a file and where it stands. A method that finds another type than it names throws an
 * {@link IllegalArgumentException} whose message says what was expected; {@link #read} turns that into a violation.
 *
 * @param example a good value, for messages
 */
record Value(Node node, String key, int line, String example, Problems problems) {
    private static final int LONGEST_SHOWN = 80;

    /** Reads the value, or reports what is wrong with it and gives null. */
    <T> T read(Function<Value, T> reader) {
        try {
            return reader.apply(this);
        } catch (IllegalArgumentException wrong) {
            problems.add(line, key, wrong.getMessage());
            return null;
        }
    }

    /** Text. A number or boolean without quotes is refused: YAML would change it, {@code 012} into 12. */
    String text() {
        return parse(text -> text);
    }

    /** Text in a form of its own; the parser's message says which. */
    <T> T parse(Function<String, T> parser) {
        if (!(node instanceof ScalarNode scalar) || Tag.NULL.equals(node.getTag())) {
            throw expected("text");
        }
        T parsed;
        try {
            parsed = parser.apply(scalar.getValue());
        } catch (IllegalArgumentException wrong) {
            String message = wrong.getMessage().replace(scalar.getValue(), cut(scalar.getValue()));
            throw new IllegalArgumentException(message, wrong);
        }
        if (!Tag.STR.equals(node.getTag())) {
            throw new IllegalArgumentException("expected text such as " + example + ", got " + shown()
                    + "; put it in quotes, as YAML may change it otherwise");
        }
        return parsed;
    }

    boolean flag() {
        if (!Tag.BOOL.equals(node.getTag())) {
            throw expected("true or false");
        }
        return Boolean.parseBoolean(((ScalarNode) node).getValue());
    }

    long whole(long least, long most) {
        String digits = isNumber() ? ((ScalarNode) node).getValue() : "";
        if (!digits.matches("-?\\d{1,18}") || Long.parseLong(digits) < least || Long.parseLong(digits) > most) {
            throw expected("a whole number from " + least + " to " + most);
        }
        return Long.parseLong(digits);
    }

    double number() {
        String digits = isNumber() ? ((ScalarNode) node).getValue() : "";
        if (!digits.matches("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,3})?")
                || !Double.isFinite(Double.parseDouble(digits))) {
            throw expected("a number");
        }
        return new BigDecimal(digits).doubleValue();
    }

    boolean isNumber() {
        return Tag.INT.equals(node.getTag()) || Tag.FLOAT.equals(node.getTag());
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** The line of a key in this mapping; the mapping's own where it has no such key. */
    int lineOf(String name) {
        Stream<Node> keys = node instanceof MappingNode mapping
                ? mapping.getValue().stream().map(NodeTuple::getKeyNode)
                : Stream.empty();
        return keys.filter(key ->
                        key instanceof ScalarNode scalar && scalar.getValue().equals(name))
                .findFirst()
                .flatMap(Node::getStartMark)
                .map(mark -> mark.getLine() + 1)
                .orElse(line);
    }

    Section section() {
        if (node instanceof MappingNode mapping) {
            return new Section(mapping, this);
        }
        throw expected("a mapping");
    }

    /** The items of a list; null where one of them is wrong or stands there twice, which is then reported. */
    <T> List<T> list(String itemExample, Function<Value, T> reader) {
        if (!(node instanceof SequenceNode sequence)) {
            throw expected("a list");
        }
        int before = problems.count();
        List<T> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            int itemLine = item.getStartMark().map(Mark::getLine).orElse(line - 1) + 1;
            Value value = new Value(item, key + "[" + items.size() + "]", itemLine, itemExample, problems);
            T read = value.read(reader);
            if (read != null && items.contains(read)) {
                problems.add(itemLine, value.key, "expected each item once, got " + value.shown() + " again");
            }
            items.add(read);
        }
        return problems.count() == before ? List.copyOf(items) : null;
    }

    IllegalArgumentException expected(String what) {
        return new IllegalArgumentException("expected " + what + " such as " + example + ", got " + shown());
    }

    /** The value as a message shows it. */
    String shown() {
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        return node instanceof MappingNode ? "a mapping" : "a list";
    }

    private String scalar(ScalarNode scalar) {
        if (Tag.NULL.equals(node.getTag())) {
            return "nothing";
        }
        String text = cut(scalar.getValue());
        return Tag.STR.equals(node.getTag()) ? '"' + text + '"' : text;
    }

    /** Text from a file as a message shows it, however long it is. */
    static String cut(String text) {
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    }
}
