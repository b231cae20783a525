package dev.slipway.cli.report;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code rejects.csv}: which lines were rejected, and why. */
final class RejectFile {
    /** Groups told apart; a model that finds more reasons than these has no pattern to show. */
    private static final int GROUPS = 100;

    private final Map<String, Counted> groups = new LinkedHashMap<>();
    private final Map<String, BitSet> lines = new HashMap<>();
    private long rows;

    private static final class Counted {
        private final String code;
        private final String field;
        private final List<RejectGroup.Example> examples = new ArrayList<>();
        private long rows;

        private Counted(String code, String field) {
            this.code = code;
            this.field = field;
        }
    }

    private RejectFile() {}

    static RejectFile read(Path file) {
        RejectFile rejects = new RejectFile();
        try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
            records.forEach(rejects::add);
            return rejects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(NamedCsvRecord reject) {
        rows++;
        String file = reject.getField("file");
        String line = reject.getField("line");
        lines.computeIfAbsent(file, name -> new BitSet()).set(Integer.parseInt(line));
        String code = reject.getField("code");
        String field = reject.getField("field");
        String key = groups.size() < GROUPS ? code + "\n" + field : "\n";
        Counted group = groups.computeIfAbsent(
                key, name -> name.equals("\n") ? new Counted("others", "") : new Counted(code, field));
        group.rows++;
        if (group.examples.size() < RejectGroup.EXAMPLES) {
            group.examples.add(new RejectGroup.Example(file, line, reject.getField("reason")));
        }
    }

    boolean has(String file, long line) {
        BitSet rejected = lines.get(file);
        return rejected != null && rejected.get((int) line);
    }

    long rows() {
        return rows;
    }

    /** The most frequent first. */
    List<RejectGroup> groups() {
        return groups.values().stream()
                .map(group -> new RejectGroup(group.code, group.field, group.rows, group.examples))
                .sorted(Comparator.comparingLong(RejectGroup::rows).reversed())
                .toList();
    }
}
