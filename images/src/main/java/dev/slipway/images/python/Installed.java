package dev.slipway.images.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A distribution in a folder of libraries, as its {@code METADATA} has it.
 *
 * @param requires the texts of its {@code Requires-Dist}
 */
record Installed(Distribution distribution, String version, List<String> requires) {
    /** All of a folder. */
    static Map<Distribution, Installed> in(Path libraries) throws IOException {
        Map<Distribution, Installed> found = new TreeMap<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(libraries, "*.dist-info")) {
            for (Path folder : folders) {
                Installed installed = read(folder.resolve("METADATA"));
                found.put(installed.distribution(), installed);
            }
        }
        return found;
    }

    private static Installed read(Path metadata) throws IOException {
        String name = "";
        String version = "";
        List<String> requires = new ArrayList<>();
        // Some descriptions, behind the headers, are not UTF-8.
        String text = new String(Files.readAllBytes(metadata), StandardCharsets.UTF_8);
        String headers = text.replace("\r\n", "\n").split("\n\n", 2)[0].replaceAll("\n[ \t]+", " ");
        for (String line : headers.split("\n")) {
            String[] header = line.split(":", 2);
            String value = header.length == 2 ? header[1].strip() : "";
            switch (header[0]) {
                case "Name" -> name = value;
                case "Version" -> version = value;
                case "Requires-Dist" -> requires.add(value);
                default -> {}
            }
        }
        return new Installed(new Distribution(name), version, requires);
    }
}
