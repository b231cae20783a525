package dev.slipway.models.audience.development.training;

import dev.slipway.models.audience.Artefact;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/** From a feed to an artefact. */
public record Training(Artefact artefact, Evaluation evaluation, LocalDate testedFrom) {
    private static final long SEED = 42;

    /**
     * Trains on all but the last sixteen weeks of a feed, stops by the eight after, and measures on the last eight.
     *
     * @throws dev.slipway.inference.InferenceException 65 where the feed is not clean or too short
     */
    public static Training on(Path feed, Consumer<String> log) {
        Words words = Words.of(feed);
        Windows windows = words.windows();
        List<Sample> samples = Sample.read(feed, words.vocabulary());
        List<Sample> training =
                samples.stream().filter(s -> s.day() < windows.validation()).toList();
        List<Sample> validation = samples.stream()
                .filter(s -> s.day() >= windows.validation() && s.day() < windows.test())
                .toList();
        log.accept(training.size() + " programmes to train on, " + validation.size() + " to stop by");
        List<String> trees = new Boosting(training, validation, SEED, log).trees();
        Artefact artefact = new Artefact(words.vocabulary(), trees);
        return new Training(artefact, Evaluation.of(artefact, samples, windows), LocalDate.ofEpochDay(windows.test()));
    }
}
