package dev.slipway.job.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.images.TinyImages;
import dev.slipway.job.TestEngine;
import dev.slipway.job.conformance.RuleResult.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that only a container can break, each with a real image that breaks it and no other. */
class ContainerRulesIT {
    @TempDir
    static Path folder;

    private static TestEngine engine;
    private static CImage program;

    @BeforeAll
    static void compile() {
        engine = TestEngine.required();
        program = CImage.compiled(engine, folder);
    }

    @AfterAll
    static void removeImages() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void shouldPassAnImageInALanguageWithoutALibraryInEveryRule() {
        assertThat(Conformance.check(program.byTheDockerfileOfTheSpecification(), Map.of(), result -> {})
                        .results())
                .hasSize(Conformance.count())
                .allSatisfy(result ->
                        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.PASS));
    }

    static Stream<Arguments> images() {
        return Stream.of(
                broken("image.platform", image -> image.architecture("arm64")),
                broken("image.labels", image -> image.label("org.opencontainers.image.version", "1.2.4")),
                broken("image.labels", image -> image.label("dev.slipway.manifest", "{}")),
                broken("image.entrypoint", image -> image.file("/run.sh", "#!/bin/sh\n/opt/app/model \"$@\"\nexit $?\n")
                        .entrypoint("/run.sh")),
                broken("hermetic.no-network", image -> image.environment("DEFECT", "network")),
                broken("hermetic.read-only-root", image -> image.environment("DEFECT", "root")),
                broken("hermetic.few-processes", image -> image.environment("DEFECT", "processes")),
                broken("hermetic.any-user", image -> image.environment("DEFECT", "user")),
                broken("hermetic.little-memory", image -> image.environment("DEFECT", "memory")));
    }

    private static Arguments broken(String rule, UnaryOperator<TinyImages> change) {
        return Arguments.of(rule, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void shouldFailExactlyTheRuleThatTheImageBreaks(String rule, UnaryOperator<TinyImages> change) {
        List<RuleResult> results = check(program.load(change.apply(program.good())), rule);

        assertThat(failures(results)).containsExactly(rule);
        assertThat(results).extracting(RuleResult::outcome).doesNotContain(Outcome.NOT_CHECKED);
    }

    @Test
    void shouldKnowNothingElseOfAnImageForAnotherProcessor() {
        ContainerImage image = program.load(
                program.good().copy("/opt/app/model", program.forArm()).architecture("arm64"), "1.2.3", List.of());

        List<RuleResult> results = check(image, "image.platform");

        assertThat(failures(results)).containsExactly("image.platform");
        assertThat(results)
                .filteredOn(result ->
                        List.of("image.labels", "image.tag", "image.entrypoint").contains(result.name()))
                .hasSize(3)
                .extracting(RuleResult::outcome, RuleResult::reason)
                .containsOnly(tuple(Outcome.NOT_CHECKED, "the image is for linux/arm64, see image.platform"));
    }

    @Test
    void shouldFailATagThatIsNotTheVersion() {
        assertThat(check(program.load(program.good(), "latest", List.of()), "image.tag"))
                .filteredOn(result -> result.outcome() == Outcome.FAIL)
                .extracting(RuleResult::name, RuleResult::reason)
                .containsExactly(tuple(
                        "image.tag", "tag: expected 1.2.3 as the manifest says, got latest, which is no version"));
    }

    @Test
    void shouldFailWhatHasNoBusinessInTheImage() {
        assertThat(check(
                        program.load(program.good(), "1.2.3", List.of("/usr/bin/gcc is a compiler")), "image.contents"))
                .filteredOn(result -> result.outcome() == Outcome.FAIL)
                .extracting(RuleResult::name)
                .containsExactly("image.contents");
    }

    /** What the job would not start is not started by the check either. */
    static Stream<Arguments> refused() {
        return Stream.of(
                broken("image.user", image -> image.user("")),
                broken("image.user", image -> image.user("0:0")),
                broken("image.volumes", image -> image.volume("/data")),
                broken("image.entrypoint", image -> image.entrypoint()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void shouldJudgeAnImageThatItDoesNotStart(String rule, UnaryOperator<TinyImages> change) {
        List<RuleResult> results = check(program.load(change.apply(program.good())), rule);

        assertThat(failures(results)).containsExactly(rule);
        assertThat(results)
                .filteredOn(result -> result.name().equals("hermetic.no-network")
                        || result.name().equals("image.labels"))
                .allSatisfy(result -> {
                    assertThat(result.outcome()).isEqualTo(Outcome.NOT_CHECKED);
                    assertThat(result.reason()).startsWith("the job would not start it: doubling: expected ");
                });
    }

    private static List<String> failures(List<RuleResult> results) {
        return results.stream()
                .filter(result -> result.outcome() == Outcome.FAIL)
                .map(RuleResult::name)
                .toList();
    }

    private static List<RuleResult> check(ContainerImage image, String rule) {
        List<Rule> rules = Stream.of(Chapter.values())
                .filter(chapter -> chapter.rules().stream()
                        .anyMatch(one -> one.name().split("\\.")[0].equals(rule.split("\\.")[0])))
                .flatMap(chapter -> chapter.rules().stream())
                // Its large input takes seconds, and for the others shows nothing.
                .filter(one -> !one.name().equals("hermetic.little-memory")
                        || one.name().equals(rule))
                .toList();
        return Conformance.check(Bench.of(image, Map.of(), folder), rules, result -> {});
    }
}
