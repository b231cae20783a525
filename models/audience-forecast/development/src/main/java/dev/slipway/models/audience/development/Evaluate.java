package dev.slipway.models.audience.development;

import dev.slipway.models.audience.Artefact;
import dev.slipway.models.audience.development.training.Evaluation;
import dev.slipway.models.audience.development.training.ScoreTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the committed model. */
@Command(
        name = "evaluate",
        description = "Measures the trained model on a feed's last eight weeks against \"same slot last week\".",
        exitCodeOnInvalidInput = 64)
final class Evaluate implements Callable<Integer> {
    @Mixin
    private TrainingFeed feed;

    @Option(
            names = "--model",
            defaultValue = "models/audience-forecast/model",
            description = "The folder of trees.txt (default: ${DEFAULT-VALUE}).")
    private Path model;

    @Override
    public Integer call() throws IOException {
        Artefact artefact = Artefact.read(model.resolve(Artefact.FILE));
        feed.use(file ->
                System.out.print(ScoreTable.text(Evaluation.of(artefact, file).scores(artefact))));
        return 0;
    }
}
