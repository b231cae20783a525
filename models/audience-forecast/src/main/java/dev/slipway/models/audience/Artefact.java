package dev.slipway.models.audience;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What training leaves, {@code trees.txt}: UTF-8 text of whole numbers, the same bytes on every machine.
 *
 * <pre>
 * audience-forecast 1
 * features channel genre slot …
 * channels 12
 * 98 Küche &amp; Garten           mean audience in thousands, name; smallest first
 * …
 * genres 10
 * kids                          smallest first
 * …
 * trees 80
 * 14:24 3:2 -310 12 0:9 …       see {@link Trees}; leaves count in {@link #LEAVES_PER_UNIT}
 * </pre>
 *
 * <p>The forecast is the square of (the reference, as the root of millions, plus the sum of the leaves).
 */
public record Artefact(Vocabulary vocabulary, List<String> trees) {
    /** The file's name in the model folder. */
    public static final String FILE = "trees.txt";

    /** A leaf of so much is 1, the root of a million viewers. */
    public static final double LEAVES_PER_UNIT = 100_000;

    private static final String FORMAT = "audience-forecast 1";
    private static final String FEATURES =
            "features " + Arrays.stream(Feature.values()).map(Feature::word).collect(Collectors.joining(" "));

    public Artefact {
        trees = List.copyOf(trees);
    }

    /** @throws IOException where the file cannot be read or is not an artefact of this program */
    public static Artefact read(Path file) throws IOException {
        Lines lines = new Lines(file, Files.readAllLines(file));
        lines.demand(FORMAT);
        lines.demand(FEATURES);
        List<Vocabulary.Channel> channels = new ArrayList<>();
        for (String line : lines.section("channels")) {
            int blank = line.indexOf(' ');
            lines.demand(line.matches("\\d{1,6} .+"), "thousands of viewers and a channel", line);
            channels.add(new Vocabulary.Channel(line.substring(blank + 1), Integer.parseInt(line.substring(0, blank))));
        }
        List<String> genres = lines.section("genres");
        List<String> trees = lines.section("trees");
        return new Artefact(new Vocabulary(channels, genres), trees);
    }

    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(FORMAT + '\n' + FEATURES + '\n');
        text.append("channels ").append(vocabulary.channels().size()).append('\n');
        for (Vocabulary.Channel channel : vocabulary.channels()) {
            text.append(channel.viewers()).append(' ').append(channel.name()).append('\n');
        }
        text.append("genres ").append(vocabulary.genres().size()).append('\n');
        vocabulary.genres().forEach(genre -> text.append(genre).append('\n'));
        text.append("trees ").append(trees.size()).append('\n');
        trees.forEach(tree -> text.append(tree).append('\n'));
        Files.writeString(file, text);
    }

    /** The lines of a file, one after the other. */
    private static final class Lines {
        private final Path file;
        private final List<String> lines;
        private int next;

        private Lines(Path file, List<String> lines) {
            this.file = file;
            this.lines = lines;
        }

        private String next() throws IOException {
            demand(next < lines.size(), "a line", "the end of the file");
            return lines.get(next++);
        }

        private void demand(String expected) throws IOException {
            String line = next();
            demand(line.equals(expected), '"' + expected + '"', line);
        }

        /** A line with a word and a number, and as many lines more. */
        private List<String> section(String word) throws IOException {
            String head = next();
            boolean right = head.matches(word + " \\d{1,6}");
            demand(right, word + " and their number", head);
            int count = Integer.parseInt(head.substring(word.length() + 1));
            demand(count <= lines.size() - next, count + " " + word, lines.size() - next + " lines");
            next += count;
            return lines.subList(next - count, next);
        }

        private void demand(boolean right, String expected, String received) throws IOException {
            if (!right) {
                throw new IOException(file + ":" + next + ": expected " + expected + ", got " + received);
            }
        }
    }
}
