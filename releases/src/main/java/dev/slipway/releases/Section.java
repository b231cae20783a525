package dev.slipway.releases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A mapping in a file. A reader asks for each key it knows and then calls {@link #build}, which reports the keys that
 * nobody asked for and makes the record, if nothing in the section was wrong.
 */
final class Section {
    private final Value at;
    private final int before;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    Section(MappingNode mapping, Value at) {
        this.at = at;
        this.before = at.problems().count();
        mapping.getValue().forEach(this::put);
    }

    private void put(NodeTuple pair) {
        int line = pair.getKeyNode().getStartMark().map(Mark::getLine).orElse(0) + 1;
        if (!(pair.getKeyNode() instanceof ScalarNode name)) {
            at.problems().add(line, at.key(), "expected plain keys, got a list or mapping as a key");
            return;
        }
        Value value = new Value(pair.getValueNode(), path(name.getValue()), line, "", at.problems());
        Value first = values.putIfAbsent(name.getValue(), value);
        if (first != null) {
            at.problems().add(line, value.key(), "expected each key once, got it again; it is in line " + first.line());
        }
    }

    /** A value that must be there; null, and reported, where it is missing or wrong. */
    <T> T need(String name, String example, Function<Value, T> reader) {
        known.add(name);
        if (!values.containsKey(name)) {
            at.problems().add(at.line(), path(name), "missing, expected such as " + name + ": " + example);
            return null;
        }
        return value(name, example).read(reader);
    }

    /** A value that may be absent; a wrong one is reported. */
    <T> T take(String name, String example, T absent, Function<Value, T> reader) {
        known.add(name);
        return values.containsKey(name) ? value(name, example).read(reader) : absent;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Every value of a mapping whose keys are free, in the file's order; null where one is wrong. */
    <T> List<T> all(String example, BiFunction<String, Value, T> reader) {
        List<T> all = new ArrayList<>();
        for (String name : List.copyOf(values.keySet())) {
            known.add(name);
            all.add(value(name, example).read(value -> reader.apply(name, value)));
        }
        return ok() ? List.copyOf(all) : null;
    }

    /** Whether nothing was wrong so far. */
    boolean ok() {
        return at.problems().count() == before;
    }

    /** Reports something that concerns a key, or the whole section where the key is absent. */
    void report(String name, String problem) {
        at.problems().add(values.containsKey(name) ? values.get(name).line() : at.line(), path(name), problem);
    }

    /** Reports something that concerns a key of the mapping that a key holds. */
    void report(String name, String inner, String problem) {
        at.problems().add(values.get(name).lineOf(inner), path(name) + "." + Value.cut(inner), problem);
    }

    <T> T build(Supplier<T> record) {
        values.forEach((name, value) -> {
            if (!known.contains(name)) {
                String words = String.join(", ", known);
                at.problems()
                        .add(value.line(), value.key(), "unknown key, expected " + words + NearMiss.hint(name, known));
            }
        });
        return ok() ? at.read(ignored -> record.get()) : null;
    }

    private Value value(String name, String example) {
        Value value = values.get(name);
        return new Value(value.node(), value.key(), value.line(), example, value.problems());
    }

    private String path(String name) {
        return (at.key().isEmpty() ? "" : at.key() + ".") + Value.cut(name);
    }

    void reportSelf(String problem) {
        at.problems().add(at.line(), at.key(), problem);
    }
}
