package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/await-verify}, for which GitHub's command is here one that gives the next of its answers each time. */
class AwaitVerifyTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLetDeployWhatPassed() throws Exception {
        assertThat(await("completed success https://example.com/1")).isZero();
    }

    @Test
    void shouldWaitForOneThatIsNotThereOrRunsYet() throws Exception {
        assertThat(await("", "queued null x", "in_progress null x", "completed success x"))
                .isZero();
        assertThat(folder.resolve("answers")).isEmptyFile();
    }

    @Test
    void shouldLetDeployNothingThatFailed() throws Exception {
        assertThat(await("in_progress null x", "completed failure https://example.com/1"))
                .isEqualTo(1);
        assertThat(folder.resolve("log")).content().contains("verify ended with failure", "https://example.com/1");
    }

    @Test
    void shouldLetDeployNothingThatWasNeverVerified() throws Exception {
        assertThat(await("")).isEqualTo(1);
        assertThat(folder.resolve("log")).content().contains("expected a run of verify for 0123456, got none");
    }

    private int await(String... answers) throws IOException, InterruptedException {
        Files.write(folder.resolve("answers"), List.of(answers));
        Path gh = Files.createDirectories(folder.resolve("bin")).resolve("gh");
        Files.writeString(gh, """
                #!/usr/bin/env bash
                [[ $* == *"verify.yml/runs?head_sha=0123456&event=push"* ]] || exit 1
                head -n 1 '%1$s/answers'; sed -i 1d '%1$s/answers'
                """.formatted(folder));
        assertThat(gh.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder =
                new ProcessBuilder(Checkout.HOME.resolve("scripts/await-verify").toString(), "0123456");
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("SLIPWAY_PAUSE", "0");
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start()
                .waitFor();
    }
}
