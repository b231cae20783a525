package dev.slipway.releases;

import static dev.slipway.releases.Workspace.MODEL;
import static dev.slipway.releases.Workspace.violations;
import static dev.slipway.releases.Workspace.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.Field;
import dev.slipway.inference.FieldType;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.inference.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadACompleteModel() {
        ModelFile model = Workspace.in(folder)
                .readModel(MODEL + "description: Forecasts viewers\ntolerance: 1e-6\n" + "variables: [HORIZON_DAYS]\n");

        Path models = folder.resolve("models");
        assertThat(model)
                .isEqualTo(new ModelFile(
                        models.resolve("audience-forecast"),
                        new ModelName("audience-forecast"),
                        ModelVersion.parse("1.0.0"),
                        "Forecasts viewers",
                        ModelRuntime.JAVA,
                        List.of("programme_id", "air_date"),
                        List.of(
                                Field.parse("programme_id", "string"),
                                Field.parse("air_date", "date"),
                                Field.parse("slot", "int?")),
                        List.of(
                                Field.parse("programme_id", "string"),
                                Field.parse("air_date", "date"),
                                Field.parse("viewers", "double")),
                        "golden.csv",
                        Map.of("viewers", "actual_viewers"),
                        List.of(new Threshold("rmse", "viewers", null, 0.45)),
                        0.000001,
                        List.of("HORIZON_DAYS"),
                        null));
        assertThat(model.toManifest().variables()).containsExactly("HORIZON_DAYS");
        assertThat(model.goldenFile()).isRegularFile();
    }

    @Test
    void shouldReadWhatGoesWhereInAnOnnxModel() {
        String wired = with(MODEL, "runtime: java", "runtime: onnx")
                + "onnx: {inputs: {X: [slot]}, outputs: {viewers: \"p[Kids & family]\"}}\n";

        assertThat(Workspace.in(folder).readModel(wired).onnx())
                .isEqualTo(new OnnxWiring(Map.of("X", List.of("slot")), Map.of("viewers", "p[Kids & family]")));
    }

    @Test
    void shouldReadFieldsInFull() {
        String full = with(MODEL, "slot: int?", "slot: {type: double, nullable: true, nonFinite: true}");

        assertThat(Workspace.in(folder).readModel(full).input())
                .contains(new Field("slot", FieldType.DOUBLE, true, true));
    }

    @Test
    void shouldMakeTheManifestWithTheGoldenSetsHash() throws IOException {
        ModelFile model = Workspace.in(folder).readModel(MODEL);
        Files.writeString(model.goldenFile(), "abc");

        assertThat(model.toManifest())
                .isEqualTo(new Manifest(
                        "1.0",
                        model.name(),
                        model.version(),
                        "",
                        model.key(),
                        model.input(),
                        model.output(),
                        model.actuals(),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                        model.metrics(),
                        0));
    }

    @Test
    void shouldMakeAManifestWithoutAGoldenSet() {
        String bare = MODEL.substring(0, MODEL.indexOf("golden:"));

        assertThat(Workspace.in(folder).readModel(bare).toManifest().goldenSha256())
                .isNull();
    }

    @Test
    void shouldReportEveryViolationAtOnce() {
        String wrong = with(MODEL, "runtime: java", "runtime: jav");
        wrong = with(wrong, "slot: int?", "slot: integer");
        String all = with(wrong, "{max: 0.45}", "{mx: 0.45}");

        assertThat(violations(() -> Workspace.in(folder).readModel(all)))
                .containsExactly(
                        "audience-forecast/model.yaml:3: runtime: "
                                + "expected one of java, python, onnx, image, got \"jav\"; did you mean java?",
                        "audience-forecast/model.yaml:5: input.slot: expected string, int, long, double, boolean, "
                                + "date or timestamp, got \"integer\"",
                        "audience-forecast/model.yaml:9: metrics.rmse.mx: unknown key, expected field, min, max; "
                                + "did you mean max?");
    }

    @Test
    void shouldNameTheFolderOfAFileThatIsMissing() {
        Path nothing = folder.resolve("churn");

        assertThat(violations(() -> ModelFile.read(nothing)))
                .containsExactly(
                        "churn/model.yaml:1: expected a file, there is none at " + nothing.resolve("model.yaml"));
    }

    @Test
    void shouldTakeTheTruthOfTheOnlyPredictedFieldFromItsUsualColumn() {
        ModelFile model = Workspace.in(folder).readModel(with(MODEL, "actuals: {viewers: actual_viewers}\n", ""));

        assertThat(model.actuals()).containsExactly(Map.entry("viewers", "actual_viewers"));
        assertThat(model.metrics()).extracting(Threshold::field).containsExactly("viewers");
    }

    @Test
    void shouldAssumeNoTruthWhereNothingIsMeasured() {
        String unmeasured = with(MODEL, "actuals: {viewers: actual_viewers}\nmetrics: {rmse: {max: 0.45}}\n", "");

        assertThat(Workspace.in(folder).readModel(unmeasured).actuals()).isEmpty();
    }
}
