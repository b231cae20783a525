package dev.slipway.images.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ModelName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAddressTest {
    @ParameterizedTest
    @CsvSource({
        "localhost, http://localhost, churn",
        "localhost:5000, http://localhost:5000, churn",
        "localhost:5000/team, http://localhost:5000, team/churn",
        "127.0.0.1:5000/, http://127.0.0.1:5000, churn",
        "[::1]:5000, http://[::1]:5000, churn",
        "registry.example.com/a/b_c-d, https://registry.example.com, a/b_c-d/churn",
        "registry:5000, https://registry:5000, churn",
        "localhost.example.com, https://localhost.example.com, churn",
        "127.0.0.1.example.com:80, https://127.0.0.1.example.com:80, churn",
        "docker.io/someone, https://registry-1.docker.io, someone/churn",
        "111111111111.dkr.ecr.eu-central-1.amazonaws.com/slipway,"
                + " https://111111111111.dkr.ecr.eu-central-1.amazonaws.com, slipway/churn"
    })
    void shouldReadHostAndPrefix(String text, String url, String repository) {
        RegistryAddress address = RegistryAddress.parse(text);
        assertThat(address.url()).isEqualTo(url);
        assertThat(address.repository(new ModelName("churn"))).isEqualTo(repository);
        assertThat(address).hasToString(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "team",
                "team/churn",
                "localhost:5000/churn:1.0.0",
                "localhost:5000/churn@sha256:abc",
                "localhost:5000/Upper",
                "localhost:port",
                "localhost:5000//churn",
                "user@localhost:5000",
                "localhost:5000/churn?x=y",
                "localhost 5000"
            })
    void shouldRefuseWhatIsNoRegistry(String text) {
        assertThatThrownBy(() -> RegistryAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a registry as host[:port][/prefix] such as localhost:5000")
                .hasMessageContaining("got \"" + text + '"');
    }

    @Test
    void shouldTellThatTheProtocolIsLeftOut() {
        assertThatThrownBy(() -> RegistryAddress.parse("https://registry.example.com"))
                .hasMessageContaining("the protocol is left out");
    }
}
