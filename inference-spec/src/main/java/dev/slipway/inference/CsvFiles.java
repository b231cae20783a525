package dev.slipway.inference;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The rows of a folder's files, one file behind the other. */
final class CsvFiles implements Scoring.Source {
    private final Path folder;
    private final Iterator<String> names;
    private final InputColumns columns;
    private final Tally tally;
    private CsvRows open;

    CsvFiles(Path folder, List<String> names, InputColumns columns, Tally tally) {
        this.folder = folder;
        this.names = names.iterator();
        this.columns = columns;
        this.tally = tally;
    }

    @Override
    public Batch next() {
        Batch read = null;
        while (read == null && (open != null || names.hasNext())) {
            if (open == null) {
                String name = names.next();
                open = CsvRows.open(folder.resolve(name), name, columns);
                tally.ignored(open.ignoredColumns());
            }
            read = open.next();
            if (read == null) {
                close();
            }
        }
        return read;
    }

    @Override
    public void close() {
        CsvRows rows = open;
        open = null;
        if (rows != null) {
            rows.close();
        }
    }
}
