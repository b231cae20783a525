package dev.slipway.onnx;

import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Manifest;
import dev.slipway.onnx.Outlet.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Finds for each output field where in the graph it comes from: as the wiring says, by name, or what is left in order. */
final class OutputMatch {
    private final Manifest manifest;
    private final Wiring wiring;
    private final List<String> problems;
    private final OnnxGraph graph;
    private final Map<String, List<Target>> found = new LinkedHashMap<>();

    OutputMatch(OnnxGraph graph, Manifest manifest, Wiring wiring, List<String> problems) {
        this.graph = graph;
        this.manifest = manifest;
        this.wiring = wiring;
        this.problems = problems;
    }

    List<Outlet> match() {
        wiring.outputs().keySet().stream()
                .filter(name -> manifest.outputField(name).isEmpty())
                .forEach(name -> problems.add("onnx.outputs names " + name + ", but there is no such output field"));
        List<Field> left = new ArrayList<>();
        for (Field field : manifest.output()) {
            if (manifest.key().contains(field.name())) {
                continue;
            }
            String wired = wiring.outputs().get(field.name());
            if (wired != null) {
                addWired(field, wired);
            } else if (!addNamed(field) && !isCopied(field)) {
                left.add(field);
            }
        }
        addRest(left);
        return found.entrySet().stream()
                .map(entry -> new Outlet(output(entry.getKey()), List.copyOf(entry.getValue())))
                .toList();
    }

    private int position(Field field) {
        return manifest.output().stream().map(Field::name).toList().indexOf(field.name());
    }

    private GraphValue output(String name) {
        return graph.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void addWired(Field field, String wired) {
        boolean hasColumn = wired.endsWith("]") && wired.indexOf('[') > 0;
        String name = hasColumn ? wired.substring(0, wired.indexOf('[')) : wired;
        String column = hasColumn ? wired.substring(wired.indexOf('[') + 1, wired.length() - 1) : null;
        for (GraphValue output : graph.outputs()) {
            if (output.name().equals(name)) {
                int position = hasColumn ? columnNames(output).indexOf(column) : 0;
                if (position < 0 || !hasColumn && columns(output) > 1) {
                    problems.add("onnx.outputs." + field.name() + ": " + wired + " is no column of " + output + "; "
                            + columnsTold(output));
                } else {
                    add(field, output, position);
                }
                return;
            }
        }
        problems.add("onnx.outputs." + field.name() + " names " + wired + ", but the graph has no such output");
    }

    private boolean addNamed(Field field) {
        for (boolean exactly : new boolean[] {true, false}) {
            for (GraphValue output : graph.outputs()) {
                boolean same =
                        exactly ? output.name().equals(field.name()) : FieldNames.same(output.name(), field.name());
                if (same && isNoMatrix(output) && (exactly || !isCopied(field))) {
                    add(field, output, 0);
                    return true;
                }
            }
        }
        return !isCopied(field) && addColumn(field);
    }

    /** What has no table's shape counts here too, so that its own name brings the message that says so. */
    private boolean isNoMatrix(GraphValue output) {
        return output.kind() != GraphValue.Kind.MAPS && (output.width() <= 1 || !output.isTable());
    }

    /** {@code output_probability_drama}, or {@code probability_drama} where only one output has classes. */
    private boolean addColumn(Field field) {
        List<GraphValue> labelled = graph.outputs().stream()
                .filter(output -> !graph.labelsOf(output).isEmpty())
                .toList();
        for (GraphValue output : graph.outputs()) {
            List<String> columns = columnNames(output);
            for (int column = 0; column < columns.size(); column++) {
                boolean whole = FieldNames.same(field.name(), output.name() + "_" + columns.get(column));
                boolean brief = labelled.equals(List.of(output))
                        && FieldNames.same(field.name(), "probability_" + columns.get(column));
                if (whole || brief) {
                    add(field, output, column);
                    return true;
                }
            }
        }
        return false;
    }

    /** One field takes the one column that is left; several take the columns of the one matrix without classes. */
    private void addRest(List<Field> left) {
        List<GraphValue> unused = graph.outputs().stream()
                .filter(output -> !found.containsKey(output.name()))
                .toList();
        List<GraphValue> candidates = unused.stream()
                .filter(output -> output.isTable() && graph.labelsOf(output).isEmpty())
                .filter(output -> output.width() < 0 || output.width() == left.size())
                .toList();
        if (left.isEmpty()) {
            return;
        }
        if (candidates.size() == 1
                && left.stream().allMatch(field -> isAlike(field, candidates.get(0), unused.size() == 1))) {
            for (int column = 0; column < left.size(); column++) {
                add(left.get(column), candidates.get(0), column);
            }
        } else {
            problems.add("no output of the graph gives the output field "
                    + left.stream().map(Feed::told).collect(Collectors.joining(", "))
                    + graph.outputs().stream()
                            .map(output -> "; " + columnsTold(output))
                            .distinct()
                            .collect(Collectors.joining())
                    + "; or say onnx: {outputs: {" + left.get(0).name() + ": …}} in model.yaml");
        }
    }

    /**
     * A class's number is no measurement: a double takes it only by name. A type that does not fit is told where there is
     * but one output; among several it means that the field is another's.
     */
    private static boolean isAlike(Field field, GraphValue output, boolean only) {
        boolean isClass = field.type() == FieldType.DOUBLE && output.type().isWhole();
        return !isClass && (only || Outlet.mismatch(field, output) == null);
    }

    private void add(Field field, GraphValue output, int column) {
        String mismatch = output.isTable()
                        || output.kind() == GraphValue.Kind.MAPS
                                && !graph.labelsOf(output).isEmpty()
                ? Outlet.mismatch(field, output)
                : "output field " + field.name() + " cannot come from " + output
                        + ": it must be a tensor [N], [N,1] or [N,C], or the map that ZipMap makes of one";
        if (mismatch != null) {
            problems.add(mismatch);
        }
        found.computeIfAbsent(output.name(), ignored -> new ArrayList<>())
                .add(new Target(field, position(field), column));
    }

    private long columns(GraphValue output) {
        return output.kind() == GraphValue.Kind.MAPS ? graph.labelsOf(output).size() : output.width();
    }

    /** The classes; numbers from 1 where there are none; nothing where it is one column. */
    private List<String> columnNames(GraphValue output) {
        List<String> labels = graph.labelsOf(output);
        if (!labels.isEmpty() || !output.isTable() || output.width() < 2) {
            return labels;
        }
        return LongStream.rangeClosed(1, output.width())
                .mapToObj(Long::toString)
                .toList();
    }

    private String columnsTold(GraphValue output) {
        List<String> columns = columnNames(output);
        String some = columns.stream().limit(10).collect(Collectors.joining(", ")) + (columns.size() > 10 ? ", …" : "");
        return columns.isEmpty()
                ? output.name() + " gives a field of that name"
                : output.name() + " gives fields such as " + FieldNames.plain(output.name() + "_" + columns.get(0))
                        + ", its columns are " + some;
    }

    private boolean isCopied(Field field) {
        return manifest.input().stream()
                .anyMatch(input -> input.name().equals(field.name()) && input.type() == field.type());
    }
}
