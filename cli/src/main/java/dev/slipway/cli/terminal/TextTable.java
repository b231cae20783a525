package dev.slipway.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of plain text: columns as wide as their longest cell, two blanks between them. Cells come from files that
 * anybody wrote, so control characters, which a terminal would obey, are shown as {@code ·}.
 */
public final class TextTable {
    private static final int LONGEST_CELL = 60;

    private final List<String> header;
    private final List<Boolean> right;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param header names of the columns; one that starts with {@code >} is aligned to the right */
    public TextTable(List<String> header) {
        this.right = header.stream().map(name -> name.startsWith(">")).toList();
        this.header = header.stream()
                .map(name -> clean(name.startsWith(">") ? name.substring(1) : name))
                .toList();
    }

    /** Adds a row; null is an empty cell. */
    public TextTable row(List<String> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException(
                    "expected " + header.size() + " cells, got " + cells.size() + ": " + cells);
        }
        rows.add(cells.stream().map(TextTable::clean).toList());
        return this;
    }

    /** The lines of the table: header, rule, rows. */
    public List<String> lines() {
        int[] widths = new int[header.size()];
        widen(widths, header);
        rows.forEach(row -> widen(widths, row));
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths));
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("─".repeat(width));
        }
        lines.add(line(rule, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private static void widen(int[] widths, List<String> row) {
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(widths[column], length(row.get(column)));
        }
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths[column] - length(cell));
            line.append(column == 0 ? "" : "  ").append(right.get(column) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static String clean(String cell) {
        String shown = cell == null ? "" : cell.replaceAll("\\p{Cntrl}", "·");
        int length = length(shown);
        return length <= LONGEST_CELL ? shown : shown.substring(0, shown.offsetByCodePoints(0, LONGEST_CELL - 1)) + "…";
    }
}
