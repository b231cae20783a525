package dev.slipway.job.conformance;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A small CSV file in memory. */
record Table(List<String> header, List<List<String>> rows) {
    /** Which fields are written in quotes. */
    enum Quotes {
        /** Those that would be read otherwise without. */
        NEEDED,
        /** Empty ones as well. */
        EMPTY,
        /** All that are not empty. */
        FULL;

        private boolean around(String field, String delimiter) {
            boolean needed =
                    field.contains(delimiter) || field.contains("\"") || field.contains("\n") || field.contains("\r");
            return needed || (field.isEmpty() ? this == EMPTY : this == FULL);
        }
    }

    Table {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /** Reads the whole file. */
    static Table read(Path file) {
        return read(file, Integer.MAX_VALUE);
    }

    /** Reads at most so many rows. */
    static Table read(Path file, int limit) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            List<String> header = null;
            List<List<String>> rows = new ArrayList<>();
            for (CsvRecord record : reader) {
                if (header == null) {
                    header = record.getFields();
                } else if (rows.size() < limit) {
                    rows.add(record.getFields());
                } else {
                    break;
                }
            }
            if (header == null) {
                throw Verdict.broken(file.getFileName().toString(), "a header", "an empty file");
            }
            return new Table(header, rows);
        } catch (IOException failed) {
            throw new UncheckedIOException(file + ": " + failed, failed);
        }
    }

    /** The values of a column, in the order of the rows. */
    List<String> column(String name) {
        int at = header.indexOf(name);
        if (at < 0) {
            throw Verdict.broken("header", "a column " + name, header);
        }
        return rows.stream().map(row -> row.get(at)).toList();
    }

    /** Only these columns, in this order. */
    Table select(List<String> names) {
        List<Integer> at = names.stream().map(header::indexOf).toList();
        return new Table(names, map(row -> at.stream().map(row::get).toList()));
    }

    Table reversedColumns() {
        return new Table(reversed(header), map(Table::reversed));
    }

    Table reversedRows() {
        return new Table(header, reversed(rows));
    }

    Table firstHalf() {
        return new Table(header, rows.subList(0, rows.size() / 2));
    }

    Table secondHalf() {
        return new Table(header, rows.subList(rows.size() / 2, rows.size()));
    }

    /** One more column with the same value in every row. */
    Table with(String column, String value) {
        return new Table(added(header, column), map(row -> added(row, value)));
    }

    /** A copy of the first row, with another value in one column, after all other rows. */
    Table withBadRow(String column, String value) {
        List<String> bad = new ArrayList<>(rows.get(0));
        bad.set(header.indexOf(column), value);
        return withRow(bad);
    }

    Table withRow(List<String> row) {
        return new Table(header, added(rows, row));
    }

    Table headerOnly() {
        return new Table(header, List.of());
    }

    private List<List<String>> map(UnaryOperator<List<String>> change) {
        return rows.stream().map(change).toList();
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }

    private static <T> List<T> added(List<T> list, T last) {
        List<T> copy = new ArrayList<>(list);
        copy.add(last);
        return copy;
    }

    /** As most programs write it: quotes only where they are needed. */
    String csv() {
        return csv(",", "\n", Quotes.NEEDED);
    }

    String csv(String delimiter, String lineEnd, Quotes quotes) {
        StringBuilder text = new StringBuilder();
        List<List<String>> all = new ArrayList<>(List.of(header));
        all.addAll(rows);
        for (List<String> row : all) {
            String line = row.stream()
                    .map(field -> quotes.around(field, delimiter) ? quoted(field) : field)
                    .collect(Collectors.joining(delimiter));
            // A blank line is no row.
            text.append(line.isEmpty() ? quoted("") : line).append(lineEnd);
        }
        return text.toString();
    }

    byte[] bytes() {
        return csv().getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }
}
