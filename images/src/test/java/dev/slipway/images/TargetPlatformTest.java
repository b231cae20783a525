package dev.slipway.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPlatformTest {
    @ParameterizedTest
    @ValueSource(strings = {"linux/amd64", "linux/arm64"})
    void shouldReadWhatItWrites(String text) {
        assertThat(TargetPlatform.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "linux", "amd64", "windows/amd64", "linux/arm64/v8", "Linux/AMD64"})
    void shouldRefuseWhatTheJobsMachinesAreNot(String text) {
        assertThatThrownBy(() -> TargetPlatform.parse(text))
                .hasMessage("expected linux/amd64 or linux/arm64, got \"" + text + '"');
    }
}
