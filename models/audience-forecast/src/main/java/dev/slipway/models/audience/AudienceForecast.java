package dev.slipway.models.audience;

import dev.slipway.inference.Batch;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Forecasts the average audience of a programme, in millions with three decimals. The variable {@code HORIZON_DAYS}, 1
 * to 28, bounds how far ahead it forecasts; rows beyond are rejects.
 */
public final class AudienceForecast implements Model {
    private final Map<String, String> environment;
    private final int[] features = new int[Feature.values().length];
    private int horizon;
    private Vocabulary.Index words;
    private Trees trees;

    AudienceForecast(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] args) {
        Model.main(new AudienceForecast(System.getenv()), args);
    }

    /** @throws InferenceException 78 where {@code HORIZON_DAYS} is not a number from 1 to 28 */
    @Override
    public void load(Path folder, Manifest manifest) throws IOException {
        horizon = horizon();
        Artefact artefact = Artefact.read(folder.resolve(Artefact.FILE));
        words = artefact.vocabulary().index();
        trees = Trees.parse(artefact.trees());
    }

    @Override
    public void predict(Batch rows) {
        Programmes programmes = new Programmes(rows, words);
        int viewers = rows.output("viewers");
        for (int row = 0; row < rows.size(); row++) {
            String problem = programmes.problem(row, horizon);
            if (problem != null) {
                rows.reject(row, problem);
                continue;
            }
            double reference = programmes.reference(row);
            programmes.features(row, reference, features);
            rows.setDouble(row, viewers, viewers(reference, trees.sum(features)));
        }
    }

    /** Millions of viewers, from the reference and the leaves' sum. */
    public static double viewers(double reference, int leaves) {
        double root = Math.max(0, reference + leaves / Artefact.LEAVES_PER_UNIT);
        return Math.rint(root * root * 1000) / 1000;
    }

    private int horizon() {
        String days = environment.getOrDefault("HORIZON_DAYS", Integer.toString(Programmes.LONGEST_HORIZON));
        int horizon = days.matches("\\d{1,2}") ? Integer.parseInt(days) : 0;
        if (horizon < 1 || horizon > Programmes.LONGEST_HORIZON) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "HORIZON_DAYS: expected 1 to " + Programmes.LONGEST_HORIZON + " days, got \"" + days + '"');
        }
        return horizon;
    }
}
