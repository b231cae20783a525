package dev.slipway.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectTest {
    @TempDir
    Path folder;

    @Test
    void shouldTellNamesTypesShapesAndFieldsThatSuit() throws IOException {
        Map<String, Object> told = inspect(linear());

        assertThat(told.get("opset")).isEqualTo(17);
        assertThat(told.get("inputs"))
                .isEqualTo(List.of(Map.of("name", "X", "type", "float", "shape", List.of("N", 3))));
        assertThat(told.get("outputs"))
                .isEqualTo(List.of(Map.of("name", "variable", "type", "float", "shape", List.of("N", 1))));
        assertThat(told.get("suggested"))
                .isEqualTo(Map.of(
                        "input", Map.of("feature_1", "double", "feature_2", "double", "feature_3", "double"),
                        "output", Map.of("variable", "double")));
        assertThat(told.get("notes")).isEqualTo(List.of());
    }

    @Test
    void shouldNameProbabilitiesAfterTheClassesOfTheGraph() throws IOException {
        Map<String, Object> told = inspect(Graph.of(17, 3)
                .input("age", ElementType.INT64, null, 1)
                .input("zipped", ElementType.FLOAT, null, 2)
                .output("age_again", ElementType.INT64, null, 1)
                .outputMaps("probabilities", ElementType.STRING)
                .node("Identity", List.of("age"), List.of("age_again"))
                .node(
                        "ai.onnx.ml:ZipMap",
                        List.of("zipped"),
                        List.of("probabilities"),
                        Graph.texts("classlabels_strings", "Drama", "Kids & family")));

        assertThat(told.get("labels")).isEqualTo(List.of("Drama", "Kids & family"));
        assertThat(told.get("outputs").toString()).contains("sequence(map(string,float))");
        assertThat(told.get("suggested"))
                .isEqualTo(Map.of(
                        "input", Map.of("age", "long", "zipped_1", "double", "zipped_2", "double"),
                        "output",
                                Map.of(
                                        "age_again", "long",
                                        "probability_drama", "double",
                                        "probability_kids_family", "double")));
    }

    @Test
    void shouldTakeTheShapeThatOnnxRuntimeInfersWhereTheGraphSaysNothing() throws IOException {
        Map<String, Object> told = inspect(Graph.of(17, 0)
                .input("X", ElementType.FLOAT, "N", 3)
                .outputWithoutShape("Y", ElementType.FLOAT)
                .floats("W", new float[6], 3, 2)
                .node("MatMul", List.of("X", "W"), List.of("Y")));

        assertThat(told.get("outputs").toString()).contains("shape=[?, 2]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 40, 100, 131})
    void shouldRefuseAPartOfAFile(int length) throws IOException {
        byte[] whole = linear().bytes();
        assertThat(length).isLessThan(whole.length);
        Path file = Files.write(folder.resolve("part.onnx"), Arrays.copyOf(whole, length));

        assertRefused(file, "part.onnx: expected an ONNX model, got something else or a part of one: ");
    }

    @Test
    void shouldRefuseAFileThatIsSomethingElse() throws IOException {
        assertRefused(Files.writeString(folder.resolve("a.onnx"), "{\"trees\": []}\n"), "expected an ONNX model");
        assertRefused(folder.resolve("none.onnx"), "none.onnx: cannot be read: ");
    }

    @Test
    void shouldTellInputsAndOutputsOfAGraphThatOnnxRuntimeRefuses() {
        Path unknown = Graph.of(17, 0)
                .input("X", ElementType.FLOAT, "N", 3)
                .output("Y", ElementType.FLOAT, "N", 3)
                .node("Telepathy", List.of("X"), List.of("Y"))
                .write(folder);

        assertRefused(
                unknown,
                "ONNX Runtime 1.28.0 cannot run it: ",
                "Telepathy",
                "the graph has the inputs X: float[N,3] and the outputs Y: float[N,3] (opset 17)");
    }

    @Test
    void shouldRefuseAnOperatorSetThatIsTooNew() {
        Path file = Graph.of(99, 0)
                .input("X", ElementType.FLOAT, "N", 3)
                .output("Y", ElementType.FLOAT, "N", 3)
                .node("Relu", List.of("X"), List.of("Y"))
                .write(folder);

        assertRefused(
                file,
                "cannot run it: it knows the operators of ai.onnx up to opset ",
                ", the graph has opset 99; export it with an older one; the graph has the inputs X: float[N,3]");
    }

    @Test
    void shouldNameTheFileOfWeightsThatIsMissing() {
        Path file = Graph.of(17, 0)
                .input("X", ElementType.FLOAT, "N", 3)
                .output("Y", ElementType.FLOAT, "N", 1)
                .external("W", "weights.bin", 3, 1)
                .node("MatMul", List.of("X", "W"), List.of("Y"))
                .write(folder);

        assertRefused(file, "weights.bin, which must lie beside it; there is none");
    }

    private static Graph linear() {
        return Graph.of(17, 0)
                .input("X", ElementType.FLOAT, "N", 3)
                .output("variable", ElementType.FLOAT, "N", 1)
                .floats("W", new float[] {1, 2, 3}, 3, 1)
                .node("MatMul", List.of("X", "W"), List.of("variable"));
    }

    private Map<String, Object> inspect(Graph graph) throws IOException {
        return JSON.std.mapFrom(Inspect.inspect(graph.write(folder)));
    }

    private static void assertRefused(Path file, String... parts) {
        assertThatThrownBy(() -> Inspect.inspect(file))
                .isInstanceOfSatisfying(
                        InferenceException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION))
                .hasMessageContainingAll(parts);
    }
}
