package dev.slipway.job;

import dev.slipway.inference.Success;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Tells how far an image is, from outside: the size of {@code predictions.csv} as it grows, divided by the length of
 * its first rows. Counting its lines would read the whole file over and over.
 */
final class PredictProgress extends Thread implements AutoCloseable {
    private static final int SAMPLE = 64 << 10;
    private static final long PAUSE_MILLIS = 200;

    private final Path predictions;
    private final long of;
    private final ProgressListener listener;
    private double rowBytes;

    /** @param of the rows expected; 0 where nobody knows */
    PredictProgress(Path out, long of, ProgressListener listener) {
        super("predict-progress");
        setDaemon(true);
        this.predictions = out.resolve(Success.PREDICTIONS);
        this.of = of <= 0 ? -1 : of;
        this.listener = listener;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                long size = size();
                if (rowBytes == 0 && size > 0) {
                    rowBytes = measure();
                }
                if (rowBytes > 0) {
                    long rows = (long) (size / rowBytes);
                    listener.progress(Step.PREDICT, of < 0 ? rows : Math.min(rows, of), of);
                }
            }
        } catch (InterruptedException | IOException ended) {
            // Closed, or there is nothing to tell: progress is a courtesy.
        }
    }

    /** An image may put anything there; only a file of its own is looked at. */
    private long size() throws IOException {
        return Files.isRegularFile(predictions, LinkOption.NOFOLLOW_LINKS) ? Files.size(predictions) : 0;
    }

    /** The mean length of the first rows; 0 while there are none. */
    private double measure() throws IOException {
        byte[] sample;
        try (InputStream file = Files.newInputStream(predictions, LinkOption.NOFOLLOW_LINKS)) {
            sample = file.readNBytes(SAMPLE);
        }
        int lines = 0;
        int last = 0;
        for (int i = 0; i < sample.length; i++) {
            if (sample[i] == '\n') {
                lines++;
                last = i + 1;
            }
        }
        return lines < 2 ? 0 : (double) last / lines;
    }

    @Override
    public void close() {
        interrupt();
        try {
            join();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
