package dev.slipway.images.python;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code requirements.base}: distributions that the base image brings, one {@code NAME==VERSION} a line. They have no
 * hashes, because the digest of the base pins them.
 *
 * @param versions version by name; empty where the model has no such file
 */
record BasePackages(Path file, Map<Distribution, String> versions) {
    static final String FILE = "requirements.base";

    /** Reads the file of a model's folder; throws 78 with each line that is wrong. */
    static BasePackages of(Path folder, PythonTarget target) {
        Path file = folder.resolve(FILE);
        Map<Distribution, String> versions = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line : Files.exists(file) ? lines(file) : List.<String>of()) {
            number++;
            String text = line.replaceFirst("(^|\\s)#.*$", "").strip();
            if (text.isEmpty()) {
                continue;
            }
            try {
                Requirement requirement = Requirement.parse(text);
                String version = requirement.range().onlyVersion();
                if (version == null) {
                    throw new IllegalArgumentException("expected one version");
                } else if (requirement.applies(target.environment(), Set.of())) {
                    versions.put(requirement.distribution(), version);
                }
            } catch (IllegalArgumentException wrong) {
                problems.add(file + ":" + number + ": " + wrong.getMessage()
                        + "; right is NAME==VERSION such as numpy==1.24.2, got " + text);
            }
        }
        if (!problems.isEmpty()) {
            throw new InferenceException(ExitCode.BAD_CONFIGURATION, String.join("\n", problems));
        }
        return new BasePackages(file, versions);
    }

    /** Writes them to a packed program's folder, for the one who makes the image; nothing where there are none. */
    void note(Path app) {
        if (versions.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        versions.forEach((name, version) -> lines.append(name + "==" + version + "\n"));
        try {
            Files.writeString(app.resolve(FILE), lines);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, file + ": cannot be read: " + unreadable, unreadable);
        }
    }

    /** A Python program that ends with 0 where the Python that runs it has all of them, and else says what it lacks. */
    String probe() {
        StringBuilder program = new StringBuilder("import sys\nfrom importlib.metadata import PackageNotFoundError,"
                + " version\ndef has(name):\n try: return version(name)\n except PackageNotFoundError: return 'none'\n"
                + "lacks = [f'{name}=={wanted}, got {has(name)}' for name, wanted in {");
        versions.forEach((name, version) -> program.append("'" + name + "': '" + version + "', "));
        return program.append("}.items() if has(name) != wanted]\n")
                .append("sys.exit('this python3 (' + sys.executable + ') lacks what the base image brings: expected '"
                        + " + '; '.join(lacks) if lacks else None)")
                .toString();
    }
}
