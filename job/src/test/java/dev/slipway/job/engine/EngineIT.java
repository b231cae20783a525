package dev.slipway.job.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.images.LocalRegistry;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineIT {
    @TempDir
    Path folder;

    @Test
    void shouldTellWhyNoEngineAnswers() throws Exception {
        assertThat(Engine.find(Map.of("PATH", "/nowhere"))).isEmpty();
        assertThat(Engine.ask(Map.of("PATH", "/nowhere")).reason()).isEqualTo("there is no docker on PATH");
        InferenceException away = catchThrowableOfType(
                InferenceException.class, () -> asked("unix:///nowhere.sock").required());
        assertThat(away).hasMessageStartingWith("no container engine: ").hasMessageContaining("unix:///nowhere.sock");
        assertThat(away.exitCode()).isEqualTo(ExitCode.TRY_AGAIN);
        assertThat(away.getMessage().lines()).hasSize(1);
    }

    /** A user that may not open the socket, played by a command that answers as docker then does. */
    @Test
    void shouldTellThatTheSocketIsNotForThisUser() throws IOException {
        Path docker = folder.resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                echo '{"ServerVersion":""}'
                echo 'permission denied while trying to connect to the Docker daemon socket at unix:///s' >&2
                exit 1
                """);
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        EngineAnswer answer = Engine.ask(Map.of("PATH", folder + ":/bin"));
        assertThat(answer.reason()).startsWith("docker may not open the engine's socket (permission denied); add your");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    private static EngineAnswer asked(String host) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("DOCKER_HOST", host);
        return Engine.ask(environment);
    }

    @Test
    void shouldSayWhatIsNoImage() throws IOException {
        try (TestEngine engine = TestEngine.required()) {
            Path tar = Files.writeString(folder.resolve("no.tar"), "no tar at all");
            InferenceException failure = catchThrowableOfType(
                    InferenceException.class, () -> engine.engine().load(tar));
            assertThat(failure).hasMessageStartingWith(tar + ": the container engine cannot load it: ");
            assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
            assertThat(engine.engine().inspect("slipway-test/none:1")).isEmpty();
        }
    }

    @Test
    void shouldPullWithCredentialsThatAreGoneAfterwards() throws IOException {
        try (TestEngine engine = TestEngine.required();
                LocalRegistry registry = LocalRegistry.withPassword()) {
            ImageReference image = ImageReference.parse(registry.host() + "/private:1.2.3");
            assertRefused(() -> engine.engine().pull(image));
            assertRefused(() ->
                    engine.engine().pull(image, new RegistryLogin(registry.host(), LocalRegistry.USER, "guessed")));
            InferenceException absent = catchThrowableOfType(InferenceException.class, () -> engine.engine()
                    .pull(image, new RegistryLogin(registry.host(), LocalRegistry.USER, LocalRegistry.PASSWORD)));
            assertThat(absent).as("let in, and told what is missing").hasMessageContaining("is not in the registry");
            try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                assertThat(left.filter(path -> path.getFileName()
                                .toString()
                                .startsWith("slipway-docker-"
                                        + ProcessHandle.current().pid() + "-")))
                        .isEmpty();
            }
        }
    }

    private static void assertRefused(Runnable pull) {
        InferenceException failure = catchThrowableOfType(InferenceException.class, pull::run);
        assertThat(failure)
                .hasMessageContaining("private:1.2.3: the registry refuses it; credentials are docker's own");
        assertThat(failure).hasMessageNotContaining("guessed");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    }
}
