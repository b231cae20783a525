package dev.slipway.images.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerLoginsTest {
    @TempDir
    Path folder;

    private final List<String> remarks = new ArrayList<>();

    @Test
    void shouldFindWhatDockerLoginHasLeft() throws IOException {
        String auth = Base64.getEncoder().encodeToString("me:with:colons".getBytes(StandardCharsets.UTF_8));
        write("{\"auths\":{\"registry.example.com:5000\":{\"auth\":\"" + auth + "\"}}}");
        Login login = find("registry.example.com:5000").orElseThrow();
        assertThat(login.user()).isEqualTo("me");
        assertThat(login.password()).isEqualTo("with:colons");
        assertThat(login).hasToString("user me of " + folder.resolve("config.json"));
        assertThat(find("registry.example.com")).isEmpty();
    }

    @Test
    void shouldFindNothingWithoutAFile() {
        assertThat(find("registry.example.com")).isEmpty();
        assertThat(logins().tried()).endsWith("config.json (there is no such file)");
    }

    @Test
    void shouldTellThatAHelperIsMissing() throws IOException {
        write("{\"credsStore\":\"slipway-has-no-such-helper\"}");
        assertThat(find("registry.example.com")).isEmpty();
        assertThat(remarks).isNotEmpty().first().asString().contains("docker-credential-slipway-has-no-such-helper");
        assertThat(logins().tried()).endsWith("config.json (auths, credHelpers, credsStore)");
    }

    @Test
    void shouldTellThatTheFileIsBroken() throws IOException {
        for (String broken : List.of("{", "{\"auths\":{\"registry.example.com\":{\"auth\":\"bm8gY29sb24=\"}}}")) {
            write(broken);
            assertThatThrownBy(() -> find("registry.example.com"))
                    .isInstanceOfSatisfying(
                            PushException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION))
                    .hasMessageContaining("config.json: cannot be read as Docker's configuration: ");
        }
    }

    private void write(String config) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
    }

    private DockerLogins logins() {
        return DockerLogins.of(Map.of("DOCKER_CONFIG", folder.toString()));
    }

    private Optional<Login> find(String host) {
        return logins().find(host, remarks::add);
    }
}
