package dev.slipway.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ContractRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs with the operators of {@code ai.onnx.ml}: what scikit-learn, XGBoost or LightGBM are exported to. */
class ClassicGraphTest {
    private static final List<String> X = List.of("X");

    @TempDir
    Path folder;

    @Test
    void shouldLookUpStringsAndTakeAMissingOneAsTheEmptyString() {
        Graph graph = Graph.of(17, 3)
                .input("genre", ElementType.STRING, "N", 1)
                .output("weight", ElementType.FLOAT, "N", 1)
                .node(
                        "ai.onnx.ml:LabelEncoder",
                        List.of("genre"),
                        List.of("weight"),
                        Graph.texts("keys_strings", "Drama", "Comédie", ""),
                        Graph.reals("values_floats", 1.5f, 2.5f, -1f),
                        Graph.real("default_float", 9f));

        Scoring.of(folder, graph, "genre: string?", "weight: double")
                .shouldGive(List.of("Drama", "Comédie", "", "drama"), List.of("1.5", "2.5", "-1.0", "9.0"));
    }

    @Test
    void shouldRejectOnlyTheRowWhoseCategoryTheGraphDoesNotKnow() {
        Graph graph = Graph.of(17, 3)
                .input("plan", ElementType.STRING, "N", 1)
                .output("price", ElementType.FLOAT, "N", 1)
                .floats("prices", new float[] {5, 8, 13}, 3, 1)
                .node(
                        "ai.onnx.ml:OneHotEncoder",
                        List.of("plan"),
                        List.of("encoded"),
                        Graph.texts("cats_strings", "basic", "standard", "premium"),
                        Graph.number("zeros", 0))
                .node("Reshape", List.of("encoded", "wide"), List.of("flat"))
                .longs("wide", new long[] {-1, 3}, 2)
                .node("MatMul", List.of("flat", "prices"), List.of("price"));

        ContractRun run = Scoring.of(folder, graph, "plan: string", "price: double")
                .run("basic", "premium", "gratis", "standard");

        assertThat(run.predictions()).containsExactly("1,5.0", "2,13.0", "4,8.0");
        assertThat(run.rejects())
                .containsExactly("data.csv,4,,model,the model threw OneHotEncoder: Unknown Category and zeros = 0.");
    }

    @Test
    void shouldGiveStringsAndRejectAnEmptyOneWhereTheFieldIsNotNullable() {
        Graph graph = Graph.of(17, 3)
                .input("code", ElementType.INT64, "N")
                .output("genre", ElementType.STRING, "N")
                .node(
                        "ai.onnx.ml:LabelEncoder",
                        List.of("code"),
                        List.of("genre"),
                        Graph.ints("keys_int64s", 1, 2),
                        Graph.texts("values_strings", "Drama, \"neu\"", "Show"),
                        Graph.word("default_string", ""));

        ContractRun strict =
                Scoring.of(folder, graph, "code: int", "genre: string").run("1", "2", "3");
        assertThat(strict.predictions()).containsExactly("1,\"Drama, \"\"neu\"\"\"", "2,Show");
        assertThat(strict.rejects())
                .containsExactly("data.csv,4,,model,\"genre: the graph gave an empty string, expected a text\"");
    }

    @Test
    void shouldGiveAnEmptyStringAsNullWhereTheFieldIsNullable() {
        Graph graph = Graph.of(17, 1)
                .input("title", ElementType.STRING, "N")
                .output("upper", ElementType.STRING, "N")
                .node(
                        "StringNormalizer",
                        List.of("title"),
                        List.of("upper"),
                        Graph.word("case_change_action", "UPPER"),
                        Graph.word("locale", "C.UTF-8"));

        Scoring.of(folder, graph, "title: string?", "upper: string?")
                .shouldGive(List.of("Grün", ""), List.of("GRÜN", ""));
    }

    @Test
    void shouldImputeMissingNumbersScaleAndNormalize() {
        Graph graph = Graph.of(17, 3)
                .input("X", ElementType.FLOAT, "N", 2)
                .output("Y", ElementType.FLOAT, "N", 2)
                .node(
                        "ai.onnx.ml:Imputer",
                        X,
                        List.of("filled"),
                        Graph.reals("imputed_value_floats", 7f, 4f),
                        Graph.real("replaced_value_float", Float.NaN))
                .node(
                        "ai.onnx.ml:Scaler",
                        List.of("filled"),
                        List.of("scaled"),
                        Graph.reals("offset", 1f, 0f),
                        Graph.reals("scale", 0.5f, 1f))
                .node("ai.onnx.ml:Normalizer", List.of("scaled"), List.of("Y"), Graph.word("norm", "L1"));

        // (7, 4) → (3, 4) → (3/7, 4/7); (-5, 1) → (-3, 1) → (-3/4, 1/4)
        Scoring.of(folder, graph, "a: double?, b: double?", "share_a: double, share_b: double")
                .shouldGive(List.of(",", "-5,1"), List.of((double) (3f / 7f) + "," + (double) (4f / 7f), "-0.75,0.25"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldScoreARegressorOfTreesWithMissingValues(int ml) {
        Graph graph = Graph.of(17, ml)
                .input("X", ElementType.FLOAT, "N", 2)
                .output("variable", ElementType.FLOAT, "N", 1)
                .node("ai.onnx.ml:TreeEnsembleRegressor", X, List.of("variable"), TwoTrees.nodes("target"));

        Scoring.of(folder, graph, "slot: int, lead_in: double?", "viewers: double")
                .shouldGive(List.of("40,1.5", "41,", "40,", "12,0.1", "99,3"), TwoTrees.scores(new double[][] {
                    {40, 1.5}, {41, Double.NaN}, {40, Double.NaN}, {12, 0.1}, {99, 3}
                }));
    }

    @Test
    void shouldScoreTreesOfTheFifthOperatorSet() {
        Graph graph = Graph.of(21, 5)
                .input("X", ElementType.FLOAT, "N", 2)
                .output("variable", ElementType.FLOAT, "N", 1)
                .node("ai.onnx.ml:TreeEnsemble", X, List.of("variable"), TwoTrees.fifth());

        Scoring.of(folder, graph, "slot: int, lead_in: double?", "viewers: double")
                .shouldGive(
                        List.of("40,1.5", "41,", "12,0.1"),
                        TwoTrees.scores(new double[][] {{40, 1.5}, {41, Double.NaN}, {12, 0.1}}));
    }
}
