package dev.slipway.job.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.TestImages;
import dev.slipway.job.conformance.RuleResult.Outcome;
import dev.slipway.job.runtime.ProcessRuntime;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformingImagesIT {
    @TempDir
    Path folder;

    @Test
    void shouldPassAJavaModelInEveryRuleThatAProcessCanShow() {
        check(Conformance.check(new ProcessRuntime(TestImages.java(folder)), System.out::println));
    }

    private static void check(List<RuleResult> results) {
        assertThat(results).hasSizeGreaterThan(25);
        assertThat(results)
                .filteredOn(result -> result.outcome() == Outcome.FAIL)
                .isEmpty();
    }
}
