package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/summary}: no test is missed without a word. */
class CiSummaryTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTellWhatWasSkippedAndWhy() throws Exception {
        report("Some", "1", """
                  <testcase name="runs" classname="a.Some"/>
                  <testcase name="said" classname="a.Some">
                    <skipped message="no &quot;moto&quot;"/>
                  </testcase>
                  <testcase name="thrown" classname="a.Some">
                    <skipped type="T"><![CDATA[org.opentest4j.TestAbortedException: Assumption failed: no engine
                \tat org.junit.jupiter.api.Assumptions.assumeTrue(Assumptions.java:1)
                ]]></skipped>
                  </testcase>
                """);
        report("Whole", "0", "");

        assertThat(summary()).isEqualTo("""
                SKIPPED  Some: no "moto" (1)
                SKIPPED  Some: no engine (1)
                SKIPPED  Whole: all of it; the log says why, in a line that begins with SKIPPED (1)
                4 tests: 1 passed, 0 failed, 3 skipped.
                NO test started a container: there was no container engine, or no registry (see above).
                """);
    }

    private void report(String name, String tests, String cases) throws Exception {
        Path file = folder.resolve("module/target/surefire-reports/TEST-a." + name + ".xml");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, "<testsuite name=\"a." + name + "\" tests=\"" + tests + "\">\n" + cases + "</testsuite>\n");
    }

    private String summary() throws Exception {
        Path script = Files.createDirectory(folder.resolve(".ci")).resolve("summary");
        Files.copy(Checkout.find().home().resolve(".ci/summary"), script);
        Process process = new ProcessBuilder("bash", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
