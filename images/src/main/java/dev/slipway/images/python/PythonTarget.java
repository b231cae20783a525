package dev.slipway.images.python;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Python that an image has: CPython on Linux with the C library of Debian 12 (glibc 2.36).
 *
 * @param architecture as Python names it: {@code x86_64} or {@code aarch64}
 * @param version for example {@code 3.11.2}
 */
public record PythonTarget(String architecture, String version) {
    /** What Debian 12 and the distroless image made of it have. */
    public static final String DEBIAN_12 = "3.11.2";

    private static final Pattern VERSION = Pattern.compile("(3\\.[0-9]{1,3})(?:\\.([0-9]{1,3}))?");
    private static final Map<String, String> ARCHITECTURES = Map.of("linux/amd64", "x86_64", "linux/arm64", "aarch64");
    private static final int NEWEST_GLIBC = 36;
    private static final int OLDEST_GLIBC = 5;

    /**
     * @param platform {@code linux/amd64} or {@code linux/arm64}
     * @param version {@code 3.11} or, for conditions that look closer, {@code 3.11.2}
     * @throws InferenceException 78 for any other
     */
    public static PythonTarget of(String platform, String version) {
        if (!ARCHITECTURES.containsKey(platform)) {
            throw wrong("expected a platform of "
                    + ARCHITECTURES.keySet().stream().sorted().toList() + ", got " + platform);
        }
        Matcher form = VERSION.matcher(version);
        if (!form.matches()) {
            throw wrong("expected a version of Python such as 3.11 or 3.11.2, got " + version);
        }
        return new PythonTarget(ARCHITECTURES.get(platform), form.group(2) == null ? version + ".0" : version);
    }

    /** Major and minor number: {@code 3.11}. */
    public String minor() {
        return version.substring(0, version.lastIndexOf('.'));
    }

    /** PEP 508's variables. */
    Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("os_name", "posix"),
                Map.entry("sys_platform", "linux"),
                Map.entry("platform_system", "Linux"),
                Map.entry("platform_machine", architecture),
                Map.entry("platform_release", ""),
                Map.entry("platform_version", ""),
                Map.entry("platform_python_implementation", "CPython"),
                Map.entry("python_implementation", "CPython"),
                Map.entry("implementation_name", "cpython"),
                Map.entry("implementation_version", version),
                Map.entry("python_version", minor()),
                Map.entry("python_full_version", version),
                Map.entry("extra", ""));
    }

    /** Pip's options; it takes no wheel of an older C library unless it is named. */
    List<String> options() {
        List<String> options = new ArrayList<>(List.of("--implementation", "cp", "--python-version", minor()));
        List<String> platforms = new ArrayList<>();
        for (int glibc = NEWEST_GLIBC; glibc >= OLDEST_GLIBC; glibc--) {
            platforms.add("manylinux_2_" + glibc);
        }
        platforms.addAll(List.of("manylinux2014", "manylinux2010", "manylinux1", "linux"));
        platforms.forEach(platform -> options.addAll(List.of("--platform", platform + "_" + architecture)));
        return options;
    }

    private static InferenceException wrong(String message) {
        return new InferenceException(ExitCode.BAD_CONFIGURATION, message);
    }
}
