package dev.slipway.job.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.TestImages;
import dev.slipway.job.runtime.ProcessRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real images, one process for each trial. */
class ConformingImagesIT {
    @TempDir
    Path folder;

    @Test
    void shouldPassAJavaModelInEveryRuleThatAProcessCanShow() {
        passes(Conformance.check(new ProcessRuntime(TestImages.java(folder)), Map.of(), result -> {})
                .results());
    }

    @Test
    void shouldPassAPythonModelInEveryRuleThatAProcessCanShow() {
        if (!TestImages.hasPython()) {
            System.out.println("SKIPPED: python3 is not on the PATH, so no Python model was checked");
            Assumptions.abort("python3 is not on the PATH");
        }
        passes(Conformance.check(new ProcessRuntime(TestImages.python(folder)), Map.of(), result -> {})
                .results());
    }

    private static void passes(List<RuleResult> results) {
        assertThat(results).hasSizeGreaterThan(25).allSatisfy(result -> assertThat(result.outcome())
                .as(result.toString())
                .isEqualTo(ConformanceTest.ofAFolder(result)));
    }
}
