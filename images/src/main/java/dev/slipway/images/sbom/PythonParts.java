package dev.slipway.images.sbom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cyclonedx.model.Component;

/** Python's installed packages, by their {@code NAME-VERSION.dist-info/METADATA}. */
final class PythonParts {
    private PythonParts() {}

    static List<Component> of(Path libraries) throws IOException {
        List<Component> parts = new ArrayList<>();
        if (!Files.isDirectory(libraries)) {
            return parts;
        }
        try (Stream<Path> folders = Files.list(libraries)) {
            for (Path folder : folders.sorted().toList()) {
                Path metadata = folder.resolve("METADATA");
                if (folder.toString().endsWith(".dist-info") && Files.isRegularFile(metadata)) {
                    parts.add(part(folder, Files.readAllLines(metadata)));
                }
            }
        }
        return parts;
    }

    private static Component part(Path folder, List<String> metadata) throws IOException {
        Component part = Part.of(Component.Type.LIBRARY, null, field(metadata, "Name"), field(metadata, "Version"));
        Part.named(part, "pypi", Map.of());
        Path record = folder.resolve("RECORD");
        if (Files.exists(record)) {
            // The list of the package's files with their hashes stands for the package.
            part.addHash(Part.sha256(record));
        }
        String license = field(metadata, "License-Expression");
        license = license == null ? field(metadata, "License") : license;
        if (license != null && license.length() < 100) {
            part.setLicenses(Part.license(license));
        }
        return part;
    }

    /** A field of the header, which ends at the first blank line; null where there is none. */
    private static String field(List<String> metadata, String name) {
        return metadata.stream()
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2).strip())
                .findFirst()
                .orElse(null);
    }
}
