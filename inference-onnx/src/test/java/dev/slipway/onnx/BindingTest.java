package dev.slipway.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which field goes where, and what is said when that cannot be. Nothing is scored. */
class BindingTest {
    @TempDir
    Path folder;

    @Test
    void shouldTellBothSidesWhereTheColumnsAreTooFew() {
        shouldRefuse(
                matrix(3, 1),
                "a: double, b: int?",
                "y: double",
                "X: float[N,3] takes 3 columns, but there are 2 input fields for it: a, b",
                "the graph has the inputs X: float[N,3] and the outputs Y: float[N,1] (opset 17)",
                "the manifest has the input fields id: long, a: double, b: int? and the output fields id: long, y: double,"
                        + " key id");
    }

    @Test
    void shouldTellThatAFieldThatIsCopiedDoesNotCountAsAFeature() {
        shouldRefuse(
                matrix(2, 1),
                "a: double, slot: int",
                "slot: int, y: double",
                "X: float[N,2] takes 2 columns, but there are 1 input fields for it: a; slot is copied to the output and does"
                        + " not count, unless model.yaml says onnx: {inputs: {X: […]}}");
    }

    @Test
    void shouldFollowTheWiringWhereNamesDoNotTell() {
        Wiring wiring = new Wiring(Map.of("X", List.of("slot", "a")), Map.of("high", "Y[1]", "low", "Y[2]"));
        Binding binding = bind(matrix(2, 2), "a: double, slot: int", "slot: int, low: double, high: double", wiring);

        assertThat(binding.feeds().get(0).positions()).containsExactly(2, 1);
        assertThat(binding.outlets().get(0).targets())
                .extracting(target -> target.field().name() + target.column())
                .containsExactly("low1", "high0");
    }

    @Test
    void shouldRefuseAWiringThatNamesWhatIsNotThere() {
        Wiring wiring = new Wiring(
                Map.of("X", List.of("slot", "b"), "Z", List.of("a")),
                Map.of("low", "Y[3]", "high", "variable", "x", "Y"));

        assertThatThrownBy(() -> bind(matrix(2, 2), "a: double, slot: int", "low: double, high: double", wiring))
                .hasMessageContainingAll(
                        "onnx.inputs names Z, but the graph has no such input",
                        "onnx.inputs.X names b, but there is no such input field",
                        "onnx.outputs names x, but there is no such output field",
                        "onnx.outputs.low: Y[3] is no column of Y: float[N,2]; Y gives fields such as y_1, its columns are 1, 2",
                        "onnx.outputs.high names variable, but the graph has no such output");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INT64  | a: double    | input field a: double cannot go into a: int64[N]: it takes int, long or boolean
            INT64  | a: string    | input field a: string cannot go into a: int64[N]: it takes int, long or boolean
            INT64  | a: int?      | a tensor of int64 has no missing value; make it int without ?, or the graph's input float
            BOOL   | a: boolean?  | a tensor of bool has no missing value; make it boolean without ?
            BOOL   | a: int       | it takes boolean
            FLOAT  | a: string    | it takes double, int, long or boolean
            FLOAT  | a: timestamp | input field a: timestamp cannot go into a: float[N]
            STRING | a: int       | input field a: int cannot go into a: string[N]: it takes string
            UINT64 | a: long      | no field's type goes into a tensor of uint64; export the model with float
            """)
    void shouldRefuseATypeThatTheTensorCannotHold(ElementType type, String field, String problem) {
        shouldRefuse(same("a", type), field, "y: " + Suggested.of(type), problem, "the graph has the inputs a: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FLOAT  | y: int       | output field y: int cannot come from Y: float[N]: make it double
            FLOAT  | y: string    | cannot come from Y: float[N]: make it double
            STRING | y: double    | cannot come from Y: string[N]: make it string
            BOOL   | y: long      | cannot come from Y: bool[N]: make it boolean
            INT64  | y: timestamp | cannot come from Y: int64[N]: make it long
            """)
    void shouldRefuseATypeThatTheFieldCannotHold(ElementType type, String field, String problem) {
        shouldRefuse(same("a", type), "a: " + Suggested.of(type), field, problem);
    }

    @Test
    void shouldNotTakeAClassForAProbability() {
        Graph classifier = Graph.of(17, 0)
                .input("X", ElementType.FLOAT, "N", 2)
                .output("label", ElementType.INT64, "N")
                .output("probabilities", ElementType.FLOAT, "N", 2)
                .node("ArgMax", List.of("X"), List.of("label"), Graph.number("axis", 1), Graph.number("keepdims", 0))
                .node("Softmax", List.of("X"), List.of("probabilities"));

        shouldRefuse(
                classifier,
                "a: double, b: double",
                "churn: double",
                "no output of the graph gives the output field churn: double; label gives a field of that name; probabilities"
                        + " gives fields such as probabilities_1, its columns are 1, 2; or say onnx: {outputs: {churn: …}}");
    }

    @Test
    void shouldRefuseGraphsThatAreNoTables() {
        Graph images = Graph.of(17, 0)
                .input("pixels", ElementType.FLOAT, "N", 3, "H", "W")
                .output("pixels_again", ElementType.FLOAT, "N", 3, "H", "W")
                .node("Relu", List.of("pixels"), List.of("pixels_again"));
        shouldRefuse(
                images,
                "a: double",
                "pixels_again: double",
                "pixels: float[N,3,H,W] is no column or matrix of columns: its shape must be [N], [N,1] or [N,F]",
                "output field pixels_again cannot come from pixels_again: float[N,3,H,W]");

        Graph constant = Graph.of(17, 0)
                .output("Y", ElementType.FLOAT, 1, 1)
                .floats("C", new float[] {1}, 1, 1)
                .node("Identity", List.of("C"), List.of("Y"));
        shouldRefuse(constant, "a: double", "y: double", "the graph has no input, so nothing could be scored");
    }

    @Test
    void shouldTellInputsAndFieldsThatNobodyTakes() {
        Graph columns = Graph.of(17, 0)
                .input("age", ElementType.FLOAT, "N", 1)
                .input("income", ElementType.FLOAT, "N", 1)
                .output("sum", ElementType.FLOAT, "N", 1)
                .node("Add", List.of("age", "income"), List.of("sum"));

        shouldRefuse(
                columns,
                "alter: double, einkommen: double",
                "sum: double",
                "no input field has the name of age: float[N,1], income: float[N,1]");
        shouldRefuse(
                columns,
                "age: double, income: double, plan: string",
                "sum: double",
                "no input of the graph takes the input field plan; leave it out, or make it an output field too");
    }

    @Test
    void shouldRefuseInputsOfDifferentNumbersOfRows() {
        Graph rows = Graph.of(17, 0)
                .input("a", ElementType.FLOAT, 2, 1)
                .input("b", ElementType.FLOAT, 3, 1)
                .output("y", ElementType.FLOAT, 5, 1)
                .node("Concat", List.of("a", "b"), List.of("y"), Graph.number("axis", 0));

        shouldRefuse(rows, "a: double, b: double", "y: double", "the inputs take different numbers of rows");
    }

    private void shouldRefuse(Graph graph, String inputFields, String outputFields, String... parts) {
        assertThatThrownBy(() -> bind(graph, inputFields, outputFields, Wiring.NONE))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION))
                .hasMessageContainingAll(parts);
    }

    private Binding bind(Graph graph, String inputFields, String outputFields, Wiring wiring) {
        return Binding.of(OnnxGraph.read(graph.write(folder)), Scoring.manifest(inputFields, outputFields), wiring);
    }

    private static Graph matrix(int inputs, int outputs) {
        return Graph.of(17, 0)
                .input("X", ElementType.FLOAT, "N", inputs)
                .output("Y", ElementType.FLOAT, "N", outputs)
                .floats("W", new float[inputs * outputs], inputs, outputs)
                .node("MatMul", List.of("X", "W"), List.of("Y"));
    }

    private static Graph same(String input, ElementType type) {
        return Graph.of(17, 0)
                .input(input, type, "N")
                .output("Y", type, "N")
                .node("Identity", List.of(input), List.of("Y"));
    }

    /** A field's type that suits a tensor, for the side that is not the point. */
    private static final class Suggested {
        static String of(ElementType type) {
            String suggested = Suggestion.fieldType(type);
            return suggested == null ? "long" : suggested;
        }
    }
}
