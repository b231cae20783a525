package dev.slipway.models.audience.development;

import dev.slipway.models.audience.Artefact;
import dev.slipway.models.audience.development.training.Chart;
import dev.slipway.models.audience.development.training.Golden;
import dev.slipway.models.audience.development.training.Score;
import dev.slipway.models.audience.development.training.ScoreTable;
import dev.slipway.models.audience.development.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the model and writes what is committed. */
@Command(
        name = "train",
        description =
                "Trains the model: writes model/trees.txt, model/evaluation.json and golden.csv, the same bytes each"
                        + " time.",
        exitCodeOnInvalidInput = 64)
final class Train implements Callable<Integer> {
    @Mixin
    private TrainingFeed feed;

    @Option(
            names = "--output",
            defaultValue = "models/audience-forecast",
            description = "The model's folder (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Override
    public Integer call() throws IOException {
        feed.use(this::train);
        return 0;
    }

    private void train(Path file) throws IOException {
        Training training = Training.on(file, System.err::println);
        Path model = Files.createDirectories(output.resolve("model"));
        training.artefact().write(model.resolve(Artefact.FILE));
        List<Score> scores = training.evaluation().scores(training.artefact());
        Files.writeString(model.resolve("evaluation.json"), ScoreTable.json(scores));
        Golden.write(file, training.testedFrom(), output.resolve("golden.csv"));
        Files.writeString(output.resolve("evaluation.svg"), Chart.svg(training.evaluation()));
        System.out.print(ScoreTable.text(scores));
    }
}
