package dev.slipway.images.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions are those of the image, whatever machine builds it. */
class MarkerTest {
    private final PythonTarget target = PythonTarget.of("linux/amd64", "3.11.2");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "python_version >= '3.9'|true",
                "python_version < '3.9'|false",
                "python_version < \"3.10\"|false",
                "python_full_version >= '3.11.3'|false",
                "sys_platform == 'win32'|false",
                "platform_system != \"Windows\" and platform_machine == 'x86_64'|true",
                "os_name == 'nt' or python_version in '3.10 3.11'|true",
                "(os_name == 'nt' or os_name == 'posix') and (platform_machine not in 'aarch64 arm64')|true",
                "'linux' in sys_platform|true",
                "platform_python_implementation == 'PyPy'|false",
                "os.name == 'posix'|true",
                "extra == 'fast'|false"
            })
    void shouldHoldForTheImage(String marker, boolean holds) {
        assertThat(Marker.parse(marker).holds(target.environment())).isEqualTo(holds);
    }

    @Test
    void shouldNeedWhatAnExtraNeedsOnlyWhereItIsWanted() {
        Requirement requirement = Requirement.parse("Foo.Bar (>=1.0) ; extra == 'Very_Fast'");

        assertThat(requirement.distribution()).hasToString("foo-bar");
        assertThat(requirement.range().allows("1.1")).isTrue();
        assertThat(requirement.applies(target.environment(), Set.of())).isFalse();
        assertThat(requirement.applies(target.environment(), Set.of("very-fast")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"python_version", "python_version >= ", "python_version ? '3'", "(os_name == 'nt'", "a == 'b' c"
            })
    void shouldRefuseWhatIsNoMarker(String text) {
        assertThatThrownBy(() -> Marker.parse(text).holds(target.environment()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected ");
    }

    @ParameterizedTest
    @CsvSource({
        "windows/amd64,3.11,'expected a platform of [linux/amd64, linux/arm64], got windows/amd64'",
        "linux/amd64,2.7,'expected a version of Python such as 3.11 or 3.11.2, got 2.7'"
    })
    void shouldRefuseAnotherTarget(String platform, String version, String told) {
        assertThatThrownBy(() -> PythonTarget.of(platform, version)).hasMessage(told);
    }
}
