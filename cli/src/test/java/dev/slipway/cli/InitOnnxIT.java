package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.Field;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code init} on ONNX files. {@code churn.onnx} is a linear classifier of three floats, opset 17, with the classes
 * {@code leaves} and {@code stays} and their probabilities as ZipMap gives them.
 */
class InitOnnxIT {
    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void chooseFolder() {
        model = folder.resolve("churn");
    }

    @Test
    void shouldMakeFieldsAndAGoldenSetOfAGraph() throws IOException {
        Typed typed = init(graph());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("golden.csv  40 random rows, scored by the graph itself");
        ModelFile file = ModelFile.read(model);
        assertThat(file.input().stream().map(Field::name)).containsExactly("id", "feature_1", "feature_2", "feature_3");
        assertThat(file.output().stream().map(Field::name))
                .containsExactly("id", "label", "probability_leaves", "probability_stays");
        assertThat(model.resolve("model.onnx")).hasSameBinaryContentAs(graph());
        List<String> golden = Files.readAllLines(model.resolve("golden.csv"));
        assertThat(golden).hasSize(41);
        assertThat(golden.get(0)).endsWith("actual_label,actual_probability_leaves,actual_probability_stays");
        assertThat(golden).anyMatch(row -> row.contains(",leaves,")).anyMatch(row -> row.contains(",stays,"));
        assertThat(predictGolden()).contains("40 of 40 rows predicted", "  rmse 0\n", "  accuracy 1\n");
    }

    @Test
    void shouldTakeAnExampleWithoutAFile() {
        Typed typed = Typed.slipway("init", "flats", "--runtime", "onnx", "--folder", model.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(model).isDirectoryContaining("glob:**/model.onnx");
        Typed check = Typed.slipway("check", model.toString(), "--runtime", "process");
        assertThat(check.code()).as(check.out() + check.err()).isZero();
        assertThat(check.out()).contains("FAIL 0");
    }

    @Test
    void shouldLeaveNothingOfAFileThatIsCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(graph());
        Path half = Files.write(folder.resolve("half.onnx"), Arrays.copyOf(whole, whole.length / 2));

        refused(78, "--onnx: " + half + ": expected an ONNX model", half);
    }

    @Test
    void shouldLeaveNothingWhereThereIsNoFile() {
        Path none = folder.resolve("none.onnx");

        refused(64, "--onnx: there is no file " + none, none);
    }

    @Test
    void shouldRefuseWeightsThatThePackedGraphWouldNotFind() throws IOException {
        Path weights = Files.writeString(folder.resolve("churn.onnx.data"), "weights");

        refused(78, "--onnx: " + weights + " looks like weights of churn.onnx", graph());
    }

    private void refused(int code, String told, Path graph) {
        Typed typed = init(graph);

        assertThat(typed.err()).startsWith("slipway: " + told).doesNotContain("\tat ");
        assertThat(typed.code()).isEqualTo(code);
        assertThat(typed.out()).isEmpty();
        assertThat(folder).isDirectoryNotContaining("glob:**/{churn,.churn.new}");
    }

    private Typed init(Path graph) {
        return Typed.slipway("init", "churn", "--onnx", graph.toString(), "--folder", model.toString());
    }

    private String predictGolden() {
        String golden = model.resolve("golden.csv").toString();
        String output = folder.resolve("out").toString();
        Typed typed = Typed.slipway(
                "predict", model.toString(), "--runtime", "process", "--input", golden, "--output", output);
        assertThat(typed.code()).as(typed.err()).isZero();
        return typed.out();
    }

    private Path graph() throws IOException {
        Path file = folder.resolve("churn.onnx");
        if (!Files.exists(file)) {
            try (InputStream bytes = InitOnnxIT.class.getResourceAsStream("churn.onnx")) {
                Files.copy(bytes, file);
            }
        }
        return file;
    }
}
