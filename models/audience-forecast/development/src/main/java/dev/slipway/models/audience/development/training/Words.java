package dev.slipway.models.audience.development.training;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.models.audience.Vocabulary;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The first look at a feed: its last day, and the mean audience of each channel and genre on the days of training. */
record Words(Windows windows, Vocabulary vocabulary) {
    static Words of(Path feed) {
        Windows windows = Windows.upTo(lastDay(feed));
        Map<String, Mean> channels = new TreeMap<>();
        Map<String, Mean> genres = new TreeMap<>();
        Truths.read(feed, batch -> {
            int airDate = batch.input("air_date");
            int channel = batch.input("channel");
            int genre = batch.input("genre");
            return (row, actual) -> {
                if (batch.getLong(row, airDate) < windows.validation()) {
                    add(channels, batch.getString(row, channel), actual);
                    add(genres, batch.getString(row, genre), actual);
                }
            };
        });
        if (channels.isEmpty()) {
            throw new InferenceException(
                    ExitCode.BAD_DATA,
                    feed.getFileName() + ": expected audiences of more than sixteen weeks, got none before "
                            + LocalDate.ofEpochDay(windows.validation()));
        }
        List<Vocabulary.Channel> ordered = channels.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Mean.ORDER))
                .map(e -> new Vocabulary.Channel(e.getKey(), e.getValue().thousands()))
                .toList();
        List<String> genreOrder = genres.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Mean.ORDER))
                .map(Map.Entry::getKey)
                .toList();
        return new Words(windows, new Vocabulary(ordered, genreOrder));
    }

    /** The last day with a known audience. */
    static long lastDay(Path feed) {
        long[] last = {Long.MIN_VALUE};
        Truths.read(feed, batch -> {
            int airDate = batch.input("air_date");
            return (row, actual) -> last[0] = Math.max(last[0], batch.getLong(row, airDate));
        });
        if (last[0] == Long.MIN_VALUE) {
            throw new InferenceException(
                    ExitCode.BAD_DATA,
                    feed + ": expected an audience in " + FeedColumns.ACTUAL + ", got none in any row");
        }
        return last[0];
    }

    private static void add(Map<String, Mean> means, String word, double actual) {
        if (word != null) {
            means.computeIfAbsent(word, ignored -> new Mean()).add(actual);
        }
    }

    /** Adds up audiences in whole thousands, so that the order of adding does not matter. */
    private static final class Mean {
        static final Comparator<Mean> ORDER = Comparator.comparingInt(Mean::thousands);

        private long sum;
        private long count;

        void add(double millions) {
            sum += Math.round(1000 * millions);
            count++;
        }

        int thousands() {
            return (int) (sum / count);
        }
    }
}
