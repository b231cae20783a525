package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.images.LocalRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves this repository: the example models keep the contract, and the job's slim jar holds what it needs. */
class ShippedIT {
    private static final Path HOME = Checkout.find().home();

    @TempDir
    private Path work;

    /** Python in a container is PythonContainersIT's matter, on a base that can be had here. */
    @Test
    void shouldKeepTheContract() throws IOException {
        Assumptions.assumeTrue(Prerequisite.python(), "there is no python3 of 3.9 or newer on this machine");

        Typed typed = Typed.slipway("check", "film-gross", "--runtime", "process", "--json");

        assertThat(typed.code()).as(typed.err()).isZero();
        Map<String, Object> json = JSON.std.mapFrom(typed.out());
        assertThat((Map<?, ?>) json.get("golden")).hasSize(1);
        assertThat((List<?>) json.get("rules")).hasSizeGreaterThan(25).noneSatisfy(rule -> assertThat(
                        ((Map<?, ?>) rule).get("outcome"))
                .isEqualTo("FAIL"));
    }

    /** In a container where an engine answers; what it scored is in the registry then, beside what was checked. */
    @Test
    void shouldKeepTheContractAndReachARegistry() throws IOException {
        try (LocalRegistry registry = LocalRegistry.start()) {
            Typed typed = Typed.slipway("push", "audience-forecast", registry.host(), "--json", "--base", "scratch");

            assertThat(typed.code()).as(typed.err()).isZero();
            assertThat(typed.err()).contains("FAIL 0,");
            Map<String, Object> pushed = JSON.std.mapFrom(typed.out());
            assertThat((Map<?, ?>) pushed.get("golden"))
                    .extracting(golden -> golden.get("rmse"))
                    .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
                    .isPositive();
            assertThat(JSON.std.mapFrom(
                            Typed.slipway("push", "audience-forecast", registry.host(), "--json", "--base", "scratch")
                                    .out()))
                    .containsEntry("pushed", false)
                    .containsEntry("golden", pushed.get("golden"));
        }
    }

    @Test
    void shouldEndAsBadDataWhereTooManyRowsAreRejected() throws IOException {
        String header = Files.readAllLines(HOME.resolve("models/audience-forecast/golden.csv"))
                .get(0);
        Path feed = Files.writeString(
                work.resolve("feed.csv"), header + "\nx" + ",y".repeat(header.split(",").length - 1) + "\n");

        Typed typed = Typed.slipway("rehearse", "--input", feed.toString(), "--json", "--work", work + "/w");

        assertThat(typed.code()).as(typed.err()).isEqualTo(65);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("1 of 1 rows rejected").doesNotContain("\tat ");
        try (Stream<Path> files = Files.walk(work)) {
            assertThat(files).noneMatch(file -> file.endsWith("postmaster.pid"));
        }
    }

    @Test
    void shouldFetchWithTheJobsSlimJarAlone() throws Exception {
        Path feed = Files.writeString(work.resolve("feed.csv"), "a\n1\n");
        ProcessBuilder job = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-jar",
                HOME.resolve("job/target/slipway-job.jar").toString(),
                "fetch");
        job.environment()
                .putAll(Map.of(
                        "SLIPWAY_RUN_ID",
                        "r1",
                        "SLIPWAY_AS_OF",
                        "2026-11-20",
                        "SLIPWAY_INPUT",
                        feed.toString(),
                        "SLIPWAY_WORK",
                        work + "/job"));
        Process process = job.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(work.resolve("job/in/feed.csv")).hasContent("a\n1\n");
        assertThat(work.resolve("job/in/request.json")).content().contains("\"r1\"");
    }
}
