package dev.slipway.models.audience.development.training;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.models.audience.Feature;
import dev.slipway.models.audience.Programmes;
import dev.slipway.models.audience.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A programme whose audience is known, as trees see it.
 *
 * @param day since 1970
 * @param reference the root of millions that the trees correct
 * @param actual millions of viewers
 */
record Sample(long day, int[] features, double reference, double actual) {
    /** @throws InferenceException 65 where a row is one that the model would reject */
    static List<Sample> read(Path feed, Vocabulary vocabulary) {
        Vocabulary.Index words = vocabulary.index();
        List<Sample> samples = new ArrayList<>();
        Truths.read(feed, batch -> {
            Programmes programmes = new Programmes(batch, words);
            int airDate = batch.input("air_date");
            return (row, actual) -> {
                String problem = programmes.problem(row, Programmes.LONGEST_HORIZON);
                if (problem != null) {
                    throw new InferenceException(
                            ExitCode.BAD_DATA, feed.getFileName() + ":" + batch.line(row) + ": " + problem);
                }
                int[] features = new int[Feature.values().length];
                double reference = programmes.reference(row);
                programmes.features(row, reference, features);
                samples.add(new Sample(batch.getLong(row, airDate), features, reference, actual));
            };
        });
        return samples;
    }

    int feature(Feature feature) {
        return features[feature.ordinal()];
    }

    /** Names the place in the schedule of a day: the channel and the slot. */
    long place(long onDay) {
        return (onDay * 64 + feature(Feature.CHANNEL)) * 64 + feature(Feature.SLOT);
    }
}
