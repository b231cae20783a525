package dev.slipway.job.fetch;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A CSV file, or a folder whose CSV files are read in the order of their names. */
record FileSource(Path path) implements Source {
    @Override
    public void fetch(InputFolder in, Consumer<String> note) {
        try {
            if (Files.isDirectory(path)) {
                for (Path file : csvFiles(note)) {
                    copy(file, in);
                }
            } else if (Files.exists(path)) {
                copy(path, in);
            } else {
                throw new InferenceException(
                        ExitCode.BAD_DATA,
                        "SLIPWAY_INPUT: expected a CSV file or a folder of them, but there is no "
                                + path.toAbsolutePath());
            }
        } catch (IOException failed) {
            throw new InferenceException(ExitCode.TRY_AGAIN, "fetch: cannot copy the input: " + failed, failed);
        }
    }

    private List<Path> csvFiles(Consumer<String> note) throws IOException {
        try (Stream<Path> all = Files.list(path)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            List<Path> csv = files.stream()
                    .filter(file -> isCsv(file.getFileName().toString()))
                    .toList();
            if (csv.isEmpty()) {
                throw new InferenceException(
                        ExitCode.BAD_DATA,
                        "SLIPWAY_INPUT: expected files that end in .csv in " + path.toAbsolutePath()
                                + ", found none among " + files.size() + " files");
            }
            files.stream()
                    .filter(file -> !csv.contains(file))
                    .forEach(file -> note.accept("not read, because its name does not end in .csv: " + file));
            return csv;
        }
    }

    private static void copy(Path file, InputFolder in) throws IOException {
        if (!Files.isReadable(file)) {
            throw new InferenceException(ExitCode.BAD_DATA, "SLIPWAY_INPUT: " + file + " cannot be read by this user");
        }
        try (InputStream content = Files.newInputStream(file)) {
            in.add(file.getFileName().toString(), content);
        }
    }

    /** What of a folder or a prefix is input; marks such as Spark's {@code _SUCCESS} and notes are not. */
    static boolean isCsv(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".csv") && !name.startsWith(".") && !name.startsWith("_");
    }
}
