package dev.slipway.onnx;

import dev.slipway.inference.Field;
import dev.slipway.inference.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds for each input of a graph the fields that it takes: as the wiring says, by name, or what is left in order. */
final class InputMatch {
    private final Manifest manifest;
    private final Wiring wiring;
    private final List<String> problems;
    private final List<Feed> feeds = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    InputMatch(Manifest manifest, Wiring wiring, List<String> problems) {
        this.manifest = manifest;
        this.wiring = wiring;
        this.problems = problems;
    }

    List<Feed> match(OnnxGraph graph) {
        if (graph.inputs().isEmpty()) {
            problems.add("the graph has no input, so nothing could be scored");
        }
        wiring.inputs().keySet().stream()
                .filter(name ->
                        graph.inputs().stream().noneMatch(input -> input.name().equals(name)))
                .forEach(name -> problems.add("onnx.inputs names " + name + ", but the graph has no such input"));
        List<GraphValue> unnamed = new ArrayList<>();
        for (GraphValue input : graph.inputs()) {
            Field named = FieldNames.find(manifest.input(), input.name());
            if (!input.isTable()) {
                problems.add(input + " is no column or matrix of columns: its shape must be [N], [N,1] or [N,F]");
            } else if (wiring.inputs().containsKey(input.name())) {
                add(input, wired(input));
            } else if (named != null && input.width() <= 1) {
                add(input, List.of(named));
            } else {
                unnamed.add(input);
            }
        }
        matchRest(unnamed);
        return feeds;
    }

    private void matchRest(List<GraphValue> inputs) {
        List<Field> left = manifest.input().stream()
                .filter(field -> !taken.contains(field.name()) && !isCopied(field))
                .toList();
        if (inputs.size() == 1) {
            addRest(inputs.get(0), left);
        } else if (!inputs.isEmpty()) {
            problems.add("no input field has the name of " + OnnxGraph.list(inputs));
        } else if (!left.isEmpty() && problems.isEmpty()) {
            problems.add("no input of the graph takes the input field " + names(left)
                    + "; leave it out, or make it an output field too if it is only to be copied");
        }
    }

    private void addRest(GraphValue input, List<Field> left) {
        List<Field> copied = manifest.input().stream()
                .filter(field ->
                        isCopied(field) && !manifest.key().contains(field.name()) && !taken.contains(field.name()))
                .toList();
        String hint = copied.isEmpty()
                ? ""
                : "; " + names(copied)
                        + " is copied to the output and does not count, unless model.yaml says onnx: {inputs: {"
                        + input.name() + ": […]}}";
        if (left.isEmpty()) {
            problems.add("no input field is left for " + input + "; fields of the key count only where the graph has an"
                    + " input of their name" + hint);
        } else if (input.width() < 0 && !copied.isEmpty()) {
            problems.add(input + " does not say how many columns it takes" + hint);
        } else {
            checkWidth(input, left, hint);
            add(input, left);
        }
    }

    private List<Field> wired(GraphValue input) {
        List<Field> fields = new ArrayList<>();
        for (String name : wiring.inputs().get(input.name())) {
            manifest.input().stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            fields::add,
                            () -> problems.add("onnx.inputs." + input.name() + " names " + name
                                    + ", but there is no such input field"));
        }
        checkWidth(input, fields, "");
        return fields;
    }

    private void checkWidth(GraphValue input, List<Field> fields, String hint) {
        if (input.width() >= 0 && fields.size() != input.width()) {
            problems.add(input + " takes " + input.width() + " columns, but there are " + fields.size()
                    + " input fields for it: " + names(fields) + hint);
        }
    }

    private void add(GraphValue input, List<Field> fields) {
        fields.forEach(field -> taken.add(field.name()));
        fields.stream()
                .map(field -> Feed.mismatch(field, input))
                .filter(problem -> problem != null)
                .forEach(problems::add);
        feeds.add(
                new Feed(input, fields, fields.stream().mapToInt(this::position).toArray()));
    }

    /** By name: the comparison of whole records is linked when it is first used, which a start would wait for. */
    private int position(Field field) {
        return manifest.input().stream().map(Field::name).toList().indexOf(field.name());
    }

    /** The contract copies a field that input and output have; being a feature too is then to be said by name. */
    private boolean isCopied(Field field) {
        return manifest.key().contains(field.name())
                || manifest.outputField(field.name())
                        .filter(output -> output.type() == field.type())
                        .isPresent();
    }

    private static String names(List<Field> fields) {
        return fields.isEmpty() ? "none" : fields.stream().map(Field::name).collect(Collectors.joining(", "));
    }
}
