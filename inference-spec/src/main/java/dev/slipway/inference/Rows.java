package dev.slipway.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Where the rows of a batch come from, and which of them are rejected. */
final class Rows {
    private final String file;
    private final long[] lines;
    private final int size;
    /** Rows that never became part of the batch, by line. */
    private final List<Reject> unread;
    /** By row; null where the row is good. */
    private final Reject[] rejects;

    private int rejected;

    Rows(String file, long[] lines, int size, List<Reject> unread) {
        this.file = file;
        this.lines = lines;
        this.size = size;
        this.unread = unread;
        this.rejects = new Reject[size];
    }

    Rows slice(int from, int to) {
        return new Rows(file, Arrays.copyOfRange(lines, from, to), to - from, List.of());
    }

    void paste(Rows rows, int at) {
        for (int row = 0; row < rows.size; row++) {
            forget(at + row);
            if (rows.isRejected(row)) {
                reject(at + row, rows.rejects[row]);
            }
        }
    }

    String file() {
        return file;
    }

    int size() {
        return size;
    }

    long line(int row) {
        check(row);
        return lines[row];
    }

    void check(int row) {
        if (row < 0 || row >= size) {
            throw new IndexOutOfBoundsException("row " + row + " of a batch of " + size);
        }
    }

    void check(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
    }

    /** The first reject of a row stays. */
    void reject(int row, Reject reject) {
        check(row);
        if (rejects[row] == null) {
            rejects[row] = reject;
            rejected++;
        }
    }

    /** Takes a reject back. */
    void forget(int row) {
        rejected -= rejects[row] == null ? 0 : 1;
        rejects[row] = null;
    }

    boolean isRejected(int row) {
        return rejects[row] != null;
    }

    /** How many lines of the file the batch stands for. */
    long read() {
        return size + unread.size();
    }

    /** All rejects, by line. */
    List<Reject> rejects() {
        if (rejected == 0) {
            return unread;
        }
        List<Reject> all = new ArrayList<>(unread);
        Arrays.stream(rejects).filter(r -> r != null).forEach(all::add);
        all.sort((a, b) -> Long.compare(a.line(), b.line()));
        return all;
    }
}
