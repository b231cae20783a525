package dev.slipway.images.python;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a packed model expects its base to bring, held against the distributions whose notes lie in the image. */
public final class BaseBrings {
    private static final Pattern NOTES =
            Pattern.compile(".*(?:dist|site)-packages/([\\w.]+)-([^-/]+)(?:-[^/]*)?\\.(?:dist|egg)-info(?:/.*)?");

    private final BasePackages expected;
    private final Map<Distribution, String> seen = new HashMap<>();

    private BaseBrings(BasePackages expected) {
        this.expected = expected;
    }

    /** @param app the packed program's folder; without {@code requirements.base} nothing is expected */
    public static BaseBrings of(Path app) {
        return new BaseBrings(BasePackages.of(app, PythonTarget.of("linux/amd64", PythonTarget.DEBIAN_12)));
    }

    /** Takes note of a file in the image. */
    public void see(String path) {
        Matcher notes = NOTES.matcher(path);
        if (!expected.versions().isEmpty() && notes.matches()) {
            seen.put(new Distribution(notes.group(1)), notes.group(2));
        }
    }

    /** {@code numpy==1.24.2, got none} for each that is missing or has another version. */
    public List<String> lacks() {
        return expected.versions().entrySet().stream()
                .filter(wanted -> !Objects.equals(wanted.getValue(), seen.get(wanted.getKey())))
                .map(wanted -> wanted.getKey() + "==" + wanted.getValue() + ", got "
                        + seen.getOrDefault(wanted.getKey(), "none"))
                .toList();
    }
}
