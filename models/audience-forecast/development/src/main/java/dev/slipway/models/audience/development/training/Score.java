package dev.slipway.models.audience.development.training;

import java.util.List;

/**
 * The errors of some forecasts.
 *
 * @param rmse of all of them, in millions of viewers
 * @param compared how many have a baseline
 * @param modelRmse of those
 * @param baselineRmse of "same slot last week", on the same ones
 * @param mape mean absolute error as a share of the audience, of all with at least a thousand viewers
 */
public record Score(
        String group, int rows, double rmse, int compared, double modelRmse, double baselineRmse, double mape) {
    static Score of(String group, List<Evaluation.Forecast> forecasts) {
        double all = 0;
        double model = 0;
        double baseline = 0;
        double shares = 0;
        int compared = 0;
        int positive = 0;
        for (Evaluation.Forecast forecast : forecasts) {
            double actual = forecast.sample().actual();
            double error = forecast.forecast() - actual;
            all += error * error;
            if (!Double.isNaN(forecast.lastWeek())) {
                model += error * error;
                baseline += (forecast.lastWeek() - actual) * (forecast.lastWeek() - actual);
                compared++;
            }
            if (actual > 0) {
                shares += Math.abs(error) / actual;
                positive++;
            }
        }
        return new Score(
                group,
                forecasts.size(),
                Math.sqrt(all / forecasts.size()),
                compared,
                Math.sqrt(model / compared),
                Math.sqrt(baseline / compared),
                shares / positive);
    }

    /** The model's error as a share of the baseline's: below 1 it is better. */
    public double ratio() {
        return modelRmse / baselineRmse;
    }
}
