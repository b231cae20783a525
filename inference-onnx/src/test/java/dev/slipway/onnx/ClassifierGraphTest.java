package dev.slipway.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ContractRun;
import dev.slipway.inference.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels and probabilities: of trees, of a linear model, of a neural network; by name, by ZipMap, as a matrix. */
class ClassifierGraphTest {
    private static final List<String> X = List.of("X");

    @TempDir
    Path folder;

    @Test
    void shouldGiveTheLabelAndTheProbabilitiesOfAZipMapByName() {
        Scoring.of(
                        folder,
                        trees("classlabels_strings", ElementType.STRING),
                        "age: double",
                        "genre: string, probability_kids_family: double, probability_drama: double")
                .shouldGive(
                        List.of("8", "30", "60"),
                        List.of("Kids & family,0.5,0.25", "Drama,0.125,0.875", "Drama,0.125,0.875"));
    }

    @Test
    void shouldGiveTheProbabilitiesOfAZipMapWithNumbers() {
        Scoring.of(
                        folder,
                        trees("classlabels_int64s", ElementType.INT64),
                        "age: double",
                        "label: long, output_probability_7: double")
                .shouldGive(List.of("8", "30"), List.of("-3,0.25", "7,0.875"));
    }

    @Test
    void shouldGiveOnlyTheProbabilityThatIsAskedFor() {
        Scoring.of(folder, trees("classlabels_strings", ElementType.STRING), "age: double", "probability_drama: double")
                .shouldGive(List.of("8", "30"), List.of("0.25", "0.875"));
    }

    @Test
    void shouldNotTakeTheFirstClassForAFieldWithTheNameOfTheWholeMap() {
        ContractRun run = Scoring.of(
                        folder,
                        trees("classlabels_strings", ElementType.STRING),
                        "age: double",
                        "output_probability: double")
                .run("8");

        assertThat(run.code()).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(run.error())
                .contains(
                        "output_probability gives fields such as output_probability_drama, its columns are Drama, Kids");
    }

    @Test
    void shouldKeepAMatrixThatIsAnOutputBesideTheZipMapOfIt() {
        Graph graph = trees("classlabels_strings", ElementType.STRING).output("matrix", ElementType.FLOAT, "N", 3);

        Scoring.of(folder, graph, "age: double", "genre: string, p: double, matrix_drama: double")
                .write(Wiring.FILE, "{\"outputs\":{\"p\":\"output_probability[Kids & family]\"}}")
                .shouldGive(List.of("8"), List.of("Kids & family,0.5,0.25"));
    }

    @Test
    void shouldGiveTheMatrixOfALinearClassifierByTheNamesOfItsClasses() {
        Graph graph = Graph.of(17, 1)
                .input("X", ElementType.FLOAT, "N", 2)
                .output("label", ElementType.INT64, "N")
                .output("probabilities", ElementType.FLOAT, "N", 3)
                .node(
                        "ai.onnx.ml:LinearClassifier",
                        X,
                        List.of("label", "probabilities"),
                        Graph.reals("coefficients", 1f, 0f, 0f, 1f, -1f, -1f),
                        Graph.reals("intercepts", 0f, 0f, 0.5f),
                        Graph.ints("classlabels_ints", 10, 20, 30),
                        Graph.word("post_transform", "SOFTMAX"),
                        Graph.number("multi_class", 1));

        ContractRun run = Scoring.of(
                        folder,
                        graph,
                        "a: double, b: double",
                        "probability_30: double, label: int, probability_10: double")
                .run("2,1", "-1,-2");

        shouldBeNear(run.predictions().get(0), 1, softmax(2, 2, 1, -2.5), 10, softmax(0, 2, 1, -2.5));
        shouldBeNear(run.predictions().get(1), 2, softmax(2, -1, -2, 3.5), 30, softmax(0, -1, -2, 3.5));
    }

    @Test
    void shouldGiveTheColumnsOfANeuralNetworkInOrder() {
        Graph graph = Graph.of(13, 0)
                .input("X", ElementType.FLOAT, "batch", 2)
                .output("softmax", ElementType.FLOAT, "batch", 3)
                .floats("W1", new float[] {1, -1, 0.5f, 2}, 2, 2)
                .floats("b1", new float[] {0.1f, -0.2f}, 2)
                .floats("W2", new float[] {1, 0, -1, 0.5f, 1, 2}, 2, 3)
                .floats("b2", new float[] {0, 0.3f, 0}, 3)
                .node("Gemm", List.of("X", "W1", "b1"), List.of("h"))
                .node("Relu", List.of("h"), List.of("r"))
                .node("Gemm", List.of("r", "W2", "b2"), List.of("logits"))
                .node("Softmax", List.of("logits"), List.of("softmax"), Graph.number("axis", 1));

        ContractRun run = Scoring.of(folder, graph, "a: double, b: double", "low: double, mid: double, high: double")
                .run("1,2", "3,-4");

        shouldBeNear(run.predictions().get(0), 1, network(1, 2));
        shouldBeNear(run.predictions().get(1), 2, network(3, -4));
    }

    @Test
    void shouldGiveSeveralOutputsByName() {
        Graph graph = Graph.of(17, 0)
                .input("X", ElementType.FLOAT, "N", 1)
                .output("Lower Bound", ElementType.FLOAT, "N", 1)
                .output("upper-bound", ElementType.FLOAT, "N")
                .output("unused", ElementType.FLOAT, "N", 1)
                .floats("one", new float[] {1}, 1)
                .longs("axis", new long[] {1}, 1)
                .node("Sub", List.of("X", "one"), List.of("Lower Bound"))
                .node("Add", List.of("X", "one"), List.of("wide"))
                .node("Squeeze", List.of("wide", "axis"), List.of("upper-bound"))
                .node("Neg", X, List.of("unused"));

        Scoring.of(folder, graph, "x: double", "upper_bound: double, lower_bound: double")
                .shouldGive(List.of("5", "-1"), List.of("6.0,4.0", "0.0,-2.0"));
    }

    /** age ≤ 12 ? (0.25, 0.5, 0.25) : (0.875, 0.125, 0) as three classes, with a ZipMap behind. */
    private static Graph trees(String attribute, ElementType label) {
        boolean text = label == ElementType.STRING;
        Proto classes =
                text ? Graph.texts(attribute, "Drama", "Kids & family", "Show") : Graph.ints(attribute, 7, -3, 0);
        return Graph.of(17, 3)
                .input("X", ElementType.FLOAT, "N", 1)
                .output("output_label", label, "N")
                .outputMaps("output_probability", label)
                .node(
                        "ai.onnx.ml:TreeEnsembleClassifier",
                        X,
                        List.of("output_label", "matrix"),
                        Graph.ints("nodes_treeids", 0, 0, 0),
                        Graph.ints("nodes_nodeids", 0, 1, 2),
                        Graph.ints("nodes_featureids", 0, 0, 0),
                        Graph.texts("nodes_modes", "BRANCH_LEQ", "LEAF", "LEAF"),
                        Graph.reals("nodes_values", 12f, 0f, 0f),
                        Graph.ints("nodes_truenodeids", 1, 0, 0),
                        Graph.ints("nodes_falsenodeids", 2, 0, 0),
                        Graph.ints("class_treeids", 0, 0, 0, 0, 0, 0),
                        Graph.ints("class_nodeids", 1, 1, 1, 2, 2, 2),
                        Graph.ints("class_ids", 0, 1, 2, 0, 1, 2),
                        Graph.reals("class_weights", 0.25f, 0.5f, 0.25f, 0.875f, 0.125f, 0f),
                        classes)
                .node("ai.onnx.ml:ZipMap", List.of("matrix"), List.of("output_probability"), classes);
    }

    private static double softmax(int which, double... scores) {
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score);
        }
        return Math.exp(scores[which]) / sum;
    }

    private static double[] network(double a, double b) {
        double h1 = Math.max(0, a + 0.5 * b + 0.1);
        double h2 = Math.max(0, -a + 2 * b - 0.2);
        double[] logits = {h1 + 0.5 * h2, h2 + 0.3, -h1 + 2 * h2};
        return new double[] {softmax(0, logits), softmax(1, logits), softmax(2, logits)};
    }

    private static void shouldBeNear(String line, double id, double... values) {
        String[] cells = line.split(",");
        assertThat(cells).hasSize(values.length + 1);
        assertThat(Double.parseDouble(cells[0])).isEqualTo(id);
        for (int i = 0; i < values.length; i++) {
            assertThat(Double.parseDouble(cells[i + 1])).isCloseTo(values[i], Offset.offset(2e-6));
        }
    }
}
