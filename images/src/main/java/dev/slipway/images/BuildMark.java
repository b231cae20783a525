package dev.slipway.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Remembers of what parts a tar was made, as long as the tar and its list are the ones that were made then. */
record BuildMark(Path folder, Path tar, Path sbom) {
    boolean says(String key) throws IOException {
        return Files.exists(file())
                && Files.exists(tar)
                && Files.exists(sbom)
                && Files.readString(file()).equals(text(key));
    }

    void write(String key) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(file(), text(key));
    }

    private String text(String key) throws IOException {
        return key + state(tar) + state(sbom) + "\n";
    }

    private static String state(Path file) throws IOException {
        return " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    }

    private Path file() {
        return folder.resolve(new Hash().text(tar.toString()).hex().substring(0, 32));
    }
}
