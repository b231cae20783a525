package dev.slipway.job.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * Empties one output stream of an image, however much comes: the image must never block on a full pipe. The first lines
 * are handed on, the rest is counted, and the end is kept.
 */
final class Drain extends Thread {
    /** Beyond this much of one stream, lines are counted and not shown. */
    static final int SHOWN_BYTES = 1 << 20;

    private static final int TAIL_BYTES = 16 << 10;
    private static final int LONGEST_LINE = 8 << 10;

    private final InputStream stream;
    private final Consumer<String> log;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private byte[] tail = new byte[0];
    private long shown;
    private long notShown;

    Drain(String name, InputStream stream, Consumer<String> log) {
        super(name);
        setDaemon(true);
        this.stream = stream;
        this.log = log;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[64 << 10];
        try {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                take(buffer, read);
            }
        } catch (IOException closed) {
            // The stream was closed because the image ended and something it left behind still held it.
        }
        if (line.size() > 0 && shown < SHOWN_BYTES) {
            show();
        }
    }

    private synchronized void take(byte[] buffer, int length) {
        if (head.size() < ImageEnd.STDOUT_LIMIT) {
            head.write(buffer, 0, Math.min(length, ImageEnd.STDOUT_LIMIT - head.size()));
        }
        keepTail(buffer, length);
        for (int i = 0; i < length; i++) {
            if (shown >= SHOWN_BYTES) {
                notShown += buffer[i] == '\n' ? 1 : 0;
            } else if (buffer[i] == '\n') {
                show();
            } else if (line.size() < LONGEST_LINE) {
                line.write(buffer[i]);
                shown++;
            }
        }
    }

    private void show() {
        shown++;
        try {
            log.accept(line.toString(StandardCharsets.UTF_8));
        } catch (RuntimeException listener) {
            // A log that cannot be shown must not block the image.
        }
        line.reset();
    }

    private void keepTail(byte[] buffer, int length) {
        int kept = Math.min(tail.length, Math.max(0, TAIL_BYTES - length));
        int added = Math.min(length, TAIL_BYTES);
        byte[] next = new byte[kept + added];
        System.arraycopy(tail, tail.length - kept, next, 0, kept);
        System.arraycopy(buffer, length - added, next, kept, added);
        tail = next;
    }

    synchronized String head() {
        return head.toString(StandardCharsets.UTF_8);
    }

    synchronized List<String> lastLines(int count) {
        List<String> lines = new String(tail, StandardCharsets.UTF_8)
                .lines()
                .filter(text -> !text.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    synchronized long notShown() {
        return notShown;
    }
}
