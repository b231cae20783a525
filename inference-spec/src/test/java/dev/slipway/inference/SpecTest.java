package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SPEC.md shows and lists is what the library does, so the text cannot rot. */
class SpecTest {
    /** Stands for the example's model. */
    private static final Model EXAMPLE = rows -> {
        for (int row = 0; row < rows.size(); row++) {
            double slot = rows.getDouble(row, rows.input("slot"));
            rows.setDouble(row, rows.output("viewers"), Double.isNaN(slot) ? 0.25 : slot / 100);
        }
    };

    @ParameterizedTest
    @CsvSource({"manifest, manifest", "request, request", "report.json, report", "_SUCCESS, success"})
    void shouldShowDocumentsThatTheSchemasTake(String example, String schema) {
        assertThat(Schemas.violations(schema, SpecDocument.example("json " + example)))
                .isEmpty();
    }

    @Test
    void shouldShowTheRunThatTheLibraryMakesOfTheExamples(@TempDir Path folder) throws IOException {
        Image image = new Image(folder)
                .manifest(SpecDocument.example("json manifest"))
                .data(SpecDocument.example("csv input"));
        Files.writeString(image.in().resolve(Request.FILE), SpecDocument.example("json request"));

        Image.Outcome outcome = image.run(EXAMPLE, "predict");

        assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.DONE);
        assertThat(image.predictions()).isEqualTo(SpecDocument.example("csv predictions.csv"));
        assertThat(Files.readString(image.out().resolve(Success.REJECTS)))
                .isEqualTo(SpecDocument.example("csv rejects.csv"));
        assertThat(withoutTimes(Files.readString(image.out().resolve(Report.FILE))))
                .isEqualTo(withoutTimes(SpecDocument.example("json report.json")));
        Success shown = Success.parse(SpecDocument.example("json _SUCCESS"));
        Success success = Success.verify(image.out());
        assertThat(new Success(
                        success.spec(),
                        success.runId(),
                        success.predictionsSha256(),
                        success.predictionsRows(),
                        success.rejectsSha256(),
                        success.rejectsRows(),
                        shown.reportSha256()))
                .isEqualTo(shown);
    }

    @Test
    void shouldHaveNoExampleThatNoTestLooksAt() {
        assertThat(SpecDocument.examples())
                .containsExactly(
                        "dockerfile", // ContainerRulesIT of the job builds it
                        "json manifest",
                        "json request",
                        "csv input",
                        "csv predictions.csv",
                        "csv rejects.csv",
                        "json report.json",
                        "json _SUCCESS");
    }

    @Test
    void shouldListTheExitStatuses() {
        assertThat(SpecDocument.table("Status").stream().map(row -> row.subList(0, 2)))
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> List.of("" + code.code(), code.meaning()))
                        .toList());
    }

    @Test
    void shouldNameOnlyListedStatusesForTheVerbs() {
        List<MatchResult> verbs = Pattern.compile("Exit statuses: ([0-9, ]+)\\.")
                .matcher(SpecDocument.text())
                .results()
                .toList();

        assertThat(verbs).hasSize(3);
        assertThat(verbs.stream().flatMap(verb -> Arrays.stream(verb.group(1).split(", "))))
                .allSatisfy(status ->
                        assertThat(ExitCode.of(Integer.parseInt(status)).code()).isEqualTo(Integer.parseInt(status)));
    }

    @Test
    void shouldGiveEachVerbItsDirectoryInputsOutputsAndStatuses() {
        List<String> verbs = List.of(SpecDocument.text().split("\n### 3\\.[1-3] "));

        assertThat(verbs).hasSize(4);
        assertThat(verbs.subList(1, 4)).allSatisfy(verb -> assertThat(verb)
                .containsSubsequence("\nWorking directory: ", "\n| Input | |", "\n| Output | |", "\nExit statuses: "));
    }

    @Test
    void shouldTellHowManyRowsMakeABrokenModel() {
        assertThat(SpecDocument.text()).contains("each of the first " + FirstAnswer.TELLING + " rows");
    }

    @Test
    void shouldListTheRejectCodes() {
        assertThat(SpecDocument.table("Code").stream().flatMap(row -> SpecDocument.codes(row.get(0)).stream()))
                .containsExactlyElementsOf(
                        Arrays.stream(RejectCode.values()).map(RejectCode::word).toList());
    }

    @Test
    void shouldListTheMetricsAndTheFieldsTheySuit() {
        List<List<String>> rows = SpecDocument.table("Metric");

        assertThat(rows.stream().flatMap(row -> SpecDocument.codes(row.get(0)).stream()))
                .containsExactlyElementsOf(Metric.NAMES);
        for (List<String> row : rows) {
            Metric metric = Metric.named(SpecDocument.codes(row.get(0)).get(0));
            for (FieldType type : FieldType.values()) {
                boolean named = row.get(1).contains(type.word());
                assertThat(metric.fits(type)).isEqualTo(row.get(1).startsWith("all but") != named);
            }
        }
    }

    @Test
    void shouldListGoodAndBadLiteralsOfEveryType() {
        List<List<String>> rows = SpecDocument.table("Type");

        assertThat(rows.stream().flatMap(row -> SpecDocument.codes(row.get(0)).stream()))
                .containsExactlyElementsOf(
                        Arrays.stream(FieldType.values()).map(FieldType::word).toList());
        for (List<String> row : rows) {
            String type = SpecDocument.codes(row.get(0)).get(0);
            assertThat(SpecDocument.codes(row.get(2))).isNotEmpty().allMatch(text -> read(type, text) == null);
            assertThat(SpecDocument.codes(row.get(3))).allMatch(text -> read(type, text) != null);
        }
    }

    @Test
    void shouldListTheFoldersAndTheirDefaults() {
        Folders folders = Folders.of(Map.of());
        Map<String, String> defaults = new TreeMap<>();
        SpecDocument.table("Variable")
                .forEach(row -> defaults.put(
                        SpecDocument.codes(row.get(0)).get(0),
                        SpecDocument.codes(row.get(1)).get(0)));

        assertThat(defaults)
                .containsEntry("SLIPWAY_IN", folders.in().toString())
                .containsEntry("SLIPWAY_OUT", folders.out().toString())
                .containsEntry("SLIPWAY_SHARED", folders.shared().toString())
                .containsEntry("SLIPWAY_MODEL", folders.model().toString());
    }

    @Test
    void shouldTellTheVersionAndTheLimits() {
        assertThat(SpecDocument.text()).startsWith("# Inference image specification, version " + Manifest.SPEC + "\n");
        assertThat(SpecDocument.table("What"))
                .containsExactly(
                        List.of("a field", Expected.LONGEST_FIELD / 1024 / 1024 + " MiB in UTF-8"),
                        List.of("a key, its fields together", Expected.LONGEST_KEY + " bytes in UTF-8"));
    }

    private static RejectCode read(String type, String literal) {
        byte[] bytes = literal.getBytes(StandardCharsets.UTF_8);
        return Literal.read(bytes, 0, bytes.length, new Column(Field.parse("f", type), 1), 0);
    }

    private static Map<String, Object> withoutTimes(String report) throws IOException {
        Map<String, Object> values = JSON.std.mapFrom(report);
        values.keySet().removeAll(List.of("started", "ended"));
        return values;
    }
}
