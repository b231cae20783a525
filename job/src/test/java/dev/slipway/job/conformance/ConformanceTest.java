package dev.slipway.job.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.job.TestImages;
import dev.slipway.job.conformance.BrokenRuntime.Defect;
import dev.slipway.job.conformance.RuleResult.Outcome;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule catches the image that breaks it, and no other rule does. */
class ConformanceTest {
    /** Those that need a process to stop; ConformingImagesIT tries them on real ones. */
    private static final List<String> STOPPING =
            StopRules.ALL.stream().map(Rule::name).toList();

    /** Those that a folder cannot break; ContainerRulesIT tries them. */
    private static final Set<Chapter> OF_CONTAINERS = Set.of(Chapter.IMAGE, Chapter.HERMETIC);

    private static final PrintStream STDOUT = System.out;

    @TempDir
    static Path folder;

    @BeforeAll
    static void buildImage() {
        TestImages.java(folder);
        // The contract's program prints a line for each of some thousand runs.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }

    @AfterAll
    static void restore() {
        System.setOut(STDOUT);
    }

    @Test
    void shouldPassAnImageWithoutADefect() {
        assertThat(check(Defect.NONE))
                .allSatisfy(result ->
                        assertThat(result.outcome()).as(result.toString()).isEqualTo(ofAFolder(result)));
    }

    /** How a rule ends where all is well and the image is a folder. */
    static Outcome ofAFolder(RuleResult result) {
        return switch (result.chapter()) {
            case IMAGE -> Outcome.NOT_APPLICABLE;
            case HERMETIC -> Outcome.NOT_CHECKED;
            default -> Outcome.PASS;
        };
    }

    static Stream<Defect> defects() {
        return Defects.all().stream();
    }

    @ParameterizedTest
    @MethodSource("defects")
    void shouldFailExactlyTheRuleThatTheImageBreaks(Defect defect) {
        assertThat(check(defect).stream()
                        .filter(result -> result.outcome() == Outcome.FAIL)
                        .toList())
                .extracting(RuleResult::name)
                .containsExactly(defect.rule());
    }

    @Test
    void shouldHaveADefectForEveryRule() {
        assertThat(Defects.all())
                .extracting(Defect::rule)
                .containsExactlyElementsOf(rules().stream()
                        .filter(rule -> !OF_CONTAINERS.contains(Chapter.of(rule)))
                        .map(Rule::name)
                        .toList());
    }

    @Test
    void shouldNameForEveryChapterASectionThatTheSpecificationHas() throws Exception {
        String specification = Files.readString(Path.of("../inference-spec/SPEC.md"));

        assertThat(Chapter.values()).allSatisfy(chapter -> assertThat(specification)
                .containsPattern("(?m)^##+ " + Pattern.quote(chapter.section()) + "[. ]"));
    }

    @Test
    void shouldAskForTheLabelsThatTheSpecificationLists() throws Exception {
        String specification = Files.readString(Path.of("../inference-spec/SPEC.md"));

        assertThat(ImageRules.LABELS).hasSize(3).allSatisfy(label -> assertThat(specification)
                .contains("\n| `" + label + "` | "));
    }

    @Test
    void shouldNotApplyRulesAboutRowsWithoutAGoldenSet(@TempDir Path bare) throws Exception {
        TestImages.java(bare);
        Files.delete(bare.resolve("model/golden.csv"));
        List<RuleResult> results = Conformance.check(
                Bench.of(new BrokenRuntime(bare, Defect.NONE), Map.of(), trials()), rules(), result -> {});
        assertThat(results)
                .filteredOn(result -> result.name().equals("predict.rejects-bad-row"))
                .extracting(RuleResult::outcome, RuleResult::reason)
                .containsExactly(tuple(Outcome.NOT_APPLICABLE, "the image has no golden set (golden.csv)"));
    }

    private static List<RuleResult> check(Defect defect) {
        return Conformance.check(
                Bench.of(new BrokenRuntime(folder, defect), Map.of(), trials()), rules(), result -> {});
    }

    /** In memory where the machine has such a folder: each of some thousand runs waits for the disk otherwise. */
    private static Path trials() {
        Path memory = Path.of("/dev/shm");
        return Files.isDirectory(memory) && Files.isWritable(memory) ? memory : folder;
    }

    private static List<Rule> rules() {
        return Conformance.rules().stream()
                .filter(rule -> !STOPPING.contains(rule.name()))
                .toList();
    }
}
