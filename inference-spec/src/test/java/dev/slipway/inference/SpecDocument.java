package dev.slipway.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SPEC.md: its fenced examples and its tables. */
final class SpecDocument {
    private static final String TEXT = read();
    private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");

    private SpecDocument() {}

    static String text() {
        return TEXT;
    }

    /** The fenced block with that info string, such as {@code json manifest}. */
    static String example(String info) {
        Matcher block = Pattern.compile(
                        "^```" + Pattern.quote(info) + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(TEXT);
        if (!block.find()) {
            throw new IllegalStateException("SPEC.md has no example \"" + info + '"');
        }
        return block.group(1);
    }

    /** The info strings of all fenced blocks. */
    static List<String> examples() {
        return Pattern.compile("^```(.+)$", Pattern.MULTILINE)
                .matcher(TEXT)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The rows of the table whose header's first cell is given, each with its cells. */
    static List<List<String>> table(String firstCell) {
        List<String> lines = TEXT.lines().toList();
        int header = 0;
        while (!lines.get(header).startsWith("| " + firstCell + " |")) {
            header++;
        }
        return lines.subList(header + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(SpecDocument::cells)
                .toList();
    }

    /** The code spans in a cell: {@code `a`, `b`}. */
    static List<String> codes(String cell) {
        return Pattern.compile("`([^`]+)`")
                .matcher(cell)
                .results()
                .map(r -> r.group(1))
                .toList();
    }

    private static List<String> cells(String row) {
        return Arrays.stream(CELL_BORDER.split(row.substring(1)))
                .map(String::strip)
                .toList();
    }

    private static String read() {
        try {
            return Files.readString(Path.of("SPEC.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
