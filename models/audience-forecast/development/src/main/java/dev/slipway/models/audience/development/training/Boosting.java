package dev.slipway.models.audience.development.training;

import dev.slipway.models.audience.Artefact;
import dev.slipway.models.audience.AudienceForecast;
import dev.slipway.models.audience.Trees;
import dev.slipway.models.audience.development.broadcast.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Stochastic gradient boosting (Friedman 2002) on the root of the audience: each tree is grown by Tribuo on a draw of
 * the programmes and corrects part of what the trees before it left. It stops when the validation window no longer gains
 * and keeps the trees up to the best. Leaves are rounded before the next tree is grown, so training sees what is shipped.
 */
final class Boosting {
    private static final int MOST_TREES = 120;
    /** Trees without a better validation after which it ends. */
    private static final int PATIENCE = 15;

    private static final int DRAWN = 15_000;
    private static final double RATE = 0.1;

    private final List<Sample> training;
    private final List<Sample> validation;
    private final Noise noise;
    private final Consumer<String> log;

    Boosting(List<Sample> training, List<Sample> validation, long seed, Consumer<String> log) {
        this.training = training;
        this.validation = validation;
        this.noise = new Noise(seed).stream(41);
        this.log = log;
    }

    /** The trees' lines, see {@link Trees}. */
    List<String> trees() {
        List<String> trees = new ArrayList<>();
        int[] fitted = new int[training.size()];
        int[] forecast = new int[validation.size()];
        int best = 0;
        double bestError = Double.MAX_VALUE;
        while (trees.size() < MOST_TREES && trees.size() < best + PATIENCE) {
            String tree = grow(trees.size(), fitted);
            trees.add(tree);
            add(tree, training, fitted);
            add(tree, validation, forecast);
            double error = error(forecast);
            if (error < bestError) {
                best = trees.size();
                bestError = error;
            }
            if (trees.size() % 10 == 0) {
                log.accept(trees.size() + " trees: validation RMSE " + Decimal.of(error, 4));
            }
        }
        return trees.subList(0, best);
    }

    private String grow(int round, int[] fitted) {
        RegressionTree tree = new RegressionTree(RATE * Artefact.LEAVES_PER_UNIT, round);
        for (int i = 0; i < DRAWN; i++) {
            int drawn = noise.below(training.size(), round, i, 0);
            Sample sample = training.get(drawn);
            double missing = Math.sqrt(sample.actual()) - sample.reference() - fitted[drawn] / Artefact.LEAVES_PER_UNIT;
            // An error at the root counts in millions as it is large, and large audiences are noisier: half-way.
            tree.add(sample.features(), missing, Math.max(0.05, sample.reference()));
        }
        return tree.grow();
    }

    private static void add(String line, List<Sample> samples, int[] sums) {
        Trees tree = Trees.parse(List.of(line));
        for (int i = 0; i < sums.length; i++) {
            sums[i] += tree.sum(samples.get(i).features());
        }
    }

    private double error(int[] forecast) {
        double sum = 0;
        for (int i = 0; i < forecast.length; i++) {
            Sample sample = validation.get(i);
            double error = AudienceForecast.viewers(sample.reference(), forecast[i]) - sample.actual();
            sum += error * error;
        }
        return Math.sqrt(sum / forecast.length);
    }
}
