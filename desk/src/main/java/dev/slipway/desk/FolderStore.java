package dev.slipway.desk;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder with the same names below it as a bucket has keys. */
public record FolderStore(Path folder) implements Store {
    @Override
    public List<Entry> list(String prefix) {
        // As in a bucket, a prefix may end in the middle of a name; ours end with a folder.
        Path below = folder.resolve(prefix);
        if (!Files.isDirectory(below)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(below)) {
            List<Entry> entries = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.add(new Entry(
                        folder.relativize(file).toString(),
                        Files.size(file),
                        Files.getLastModifiedTime(file).toInstant()));
            }
            return entries;
        } catch (IOException failed) {
            throw unreadable(below, failed);
        }
    }

    @Override
    public Optional<String> text(String key) {
        try {
            return Optional.of(Files.readString(folder.resolve(key)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw unreadable(folder.resolve(key), failed);
        }
    }

    @Override
    public InputStream open(String key) throws IOException {
        return Files.newInputStream(folder.resolve(key));
    }

    @Override
    public String address(String key) {
        return folder.resolve(key).toString();
    }

    private static InferenceException unreadable(Path file, IOException failed) {
        return new InferenceException(ExitCode.TRY_AGAIN, file + ": cannot be read: " + failed, failed);
    }
}
