package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code scripts/check-infra} beside tools that pass or fail as they are told: one that fails must fail the script. */
class CheckInfraTest {
    @TempDir
    private Path folder;

    @Test
    void shouldPassWhereEveryToolPasses() throws Exception {
        assertThat(check("none")).isZero();

        assertThat(folder.resolve("report.md"))
                .hasContent("- cdk synth: passed\n- cfn-lint: passed\n- cdk-nag: passed");
    }

    @ParameterizedTest
    @CsvSource({"npx, cdk synth", "cfn-lint, cfn-lint", "mvn, cdk-nag"})
    void shouldFailWhereOneToolFailsAndTellWhatItSaid(String tool, String name) throws Exception {
        assertThat(check(tool)).isEqualTo(1);

        assertThat(folder.resolve("report.md"))
                .content()
                .contains("- **" + name + ": failed**", "what " + tool + " says")
                .containsPattern("(?s)passed.*passed");
    }

    private int check(String failing) throws IOException, InterruptedException {
        Path script = folder.resolve("scripts/check-infra");
        Files.createDirectories(script.getParent());
        Files.copy(Checkout.HOME.resolve("scripts/check-infra"), script);
        Files.createDirectories(folder.resolve("cdk.out"));
        Files.writeString(folder.resolve("cdk.out/Dev.template.json"), "{}");
        for (String tool : new String[] {"npm", "npx", "cfn-lint", "mvn"}) {
            tool(tool, tool.equals(failing) ? 1 : 0);
        }
        ProcessBuilder builder = new ProcessBuilder(
                script.toString(), folder.resolve("report.md").toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start()
                .waitFor();
    }

    private void tool(String name, int status) throws IOException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(program, "#!/bin/sh\necho what " + name + " says\nexit " + status + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }
}
