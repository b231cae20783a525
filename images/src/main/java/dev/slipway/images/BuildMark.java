package dev.slipway.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Remembers of what parts a tar was made and its layers, as long as the tar and its list are the ones made then. */
record BuildMark(Path folder, Path tar, Path sbom) {
    /** The tar's layers; empty where it was not made of these parts, or is not that tar any more. */
    List<Layer> layers(String key) throws IOException {
        if (!Files.exists(file()) || !Files.exists(tar) || !Files.exists(sbom)) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(file());
        int last = lines.size() - 1;
        return last < 1 || !lines.get(last).equals(state(key))
                ? List.of()
                : lines.subList(0, last).stream().map(BuildMark::layer).toList();
    }

    void write(String key, List<Layer> layers) throws IOException {
        Files.createDirectories(folder);
        // The state comes last: a mark that was cut off says nothing.
        Files.writeString(file(), layers.stream().map(BuildMark::line).collect(Collectors.joining()) + state(key));
    }

    private static String line(Layer layer) {
        return layer.digest() + " " + layer.size() + " " + layer.unpackedSize() + " " + layer.diffId() + "\n";
    }

    private static Layer layer(String line) {
        String[] parts = line.split(" ");
        return new Layer(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
    }

    private String state(String key) throws IOException {
        return key + state(tar) + state(sbom);
    }

    private static String state(Path file) throws IOException {
        return " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    }

    private Path file() {
        return folder.resolve(new Hash().text(tar.toString()).hex().substring(0, 32));
    }
}
