package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desk.fake.BuildScript;
import dev.slipway.releases.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person at a terminal sees and types: Ctrl-C, a secret, colours. */
class TerminalIT {
    @TempDir
    private static Path folder;

    @Test
    void shouldAskOnCtrlCAndTakeASecretWithoutEcho() throws Exception {
        try (DeskDay day = new DeskDay(folder)) {
            Names names = new Names("staging");
            BuildScript endless = BuildScript.beginning();
            for (int phase = 0; phase < 1000; phase++) {
                endless.phase("BUILD", Duration.ofSeconds(1), List.of("line " + phase), variables -> null);
            }
            day.cloud
                    .codeBuild()
                    .deploy(
                            names.project(DeskDay.CHURN),
                            names.runLog(DeskDay.CHURN),
                            Map.of("SLIPWAY_VERSION", "1.0.0"))
                    .usually(endless);

            Terminal left = type(day, List.of("line 3", "\u0003", "[y/N] ", "n\n"), "run", "churn", "-e", "staging");
            Terminal stopped = type(day, List.of("line 3", "\u0003", "[y/N] ", "y\n"), "run", "churn", "-e", "staging");
            Terminal secret = type(
                    day,
                    List.of("password: ", "swordfish\n", "once more: ", "swordfish\n"),
                    "secrets",
                    "put",
                    "analytics/job",
                    "-e",
                    "staging");

            assertThat(left.shown())
                    .contains("The run goes on in the cloud. Stop it? [y/N] ", " goes on; 'slipway logs ");
            assertThat(left.code()).as(left.shown()).isEqualTo(130);
            assertThat(stopped.shown()).contains("asked run ", " to stop; nothing of it is published");
            assertThat(day.cloud.calls()).containsOnlyOnce("StopBuild");
            assertThat(secret.shown())
                    .contains("wrote " + names.password("analytics", "job"))
                    .doesNotContain("swordfish");
            assertThat(secret.code()).isZero();
        }
    }

    @Test
    void shouldColourHelpOnATerminalAlone() throws Exception {
        List<String> help = slipway(folder, "status", "--help");
        String escape = "\u001b[";

        assertThat(Terminal.typing(List.of(), Map.of(), help).shown())
                .contains(escape)
                .contains("Usage:");
        assertThat(Terminal.typing(List.of(), Map.of("NO_COLOR", "1"), help).shown())
                .contains("Usage:")
                .doesNotContain(escape);
        Path piped = folder.resolve("piped");
        assertThat(new ProcessBuilder(help)
                        .redirectOutput(piped.toFile())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(Files.readString(piped)).contains("Usage:").doesNotContain(escape);
        Path full = Path.of("/dev/full");
        if (Files.exists(full)) {
            assertThat(new ProcessBuilder(help)
                            .redirectOutput(full.toFile())
                            .start()
                            .waitFor())
                    .as("what cannot be written is not done")
                    .isEqualTo(75);
        }
    }

    private static Terminal type(DeskDay day, List<String> steps, String... arguments) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_ENDPOINT_URL", day.cloud.url());
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        return Terminal.typing(steps, environment, slipway(day.home(), arguments));
    }

    private static List<String> slipway(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dslipway.home=" + home,
                "-Dslipway.pause=50",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.slipway.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }
}
