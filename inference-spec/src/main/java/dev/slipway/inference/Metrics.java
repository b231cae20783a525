package dev.slipway.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures predictions against actuals while they stream by. */
final class Metrics {
    private final Manifest manifest;
    private final List<Measure> measures = new ArrayList<>();

    Metrics(Manifest manifest) {
        this.manifest = manifest;
        manifest.metrics().forEach(threshold -> measures.add(new Measure(threshold)));
    }

    void add(Batch batch) {
        for (Measure measure : measures) {
            Column actual = batch.inputs().find(manifest.actuals().get(measure.threshold.field()));
            if (actual != null) {
                measure.add(batch, batch.outputs().find(measure.threshold.field()), actual);
            }
        }
    }

    /** By name; a metric that no row allows to compute is left out. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Measure measure : measures) {
            double value = measure.value();
            if (Double.isFinite(value)) {
                values.put(measure.threshold.metric(), value);
            }
        }
        return values;
    }

    /** One metric's sums. */
    private static final class Measure {
        private final Threshold threshold;
        private final Metric metric;
        private long count;
        private double sum;
        /** Of the actuals, by Welford's method: a plain sum of squares would lose its digits. */
        private double mean;

        private double spread;

        Measure(Threshold threshold) {
            this.threshold = threshold;
            this.metric = Metric.named(threshold.metric());
        }

        void add(Batch batch, Column predicted, Column actual) {
            for (int row = 0; row < batch.size(); row++) {
                if (!batch.rows().isRejected(row) && !predicted.isNull(row) && !actual.isNull(row)) {
                    if (metric == Metric.ACCURACY) {
                        count++;
                        sum += CsvText.of(predicted, row).equals(CsvText.of(actual, row)) ? 1 : 0;
                    } else {
                        add(predicted.real(row), actual.real(row));
                    }
                }
            }
        }

        private void add(double predicted, double actual) {
            if (metric == Metric.MAPE && actual == 0) {
                return;
            }
            count++;
            double error = predicted - actual;
            double before = actual - mean;
            mean += before / count;
            spread += before * (actual - mean);
            sum += switch (metric) {
                case RMSE, R2 -> error * error;
                case MAE -> Math.abs(error);
                case MAPE -> Math.abs(error / actual);
                case RMSLE -> Math.pow(Math.log1p(predicted) - Math.log1p(actual), 2);
                default -> error;
            };
        }

        double value() {
            return switch (metric) {
                case RMSE, RMSLE -> Math.sqrt(sum / count);
                case R2 -> 1 - sum / spread;
                default -> sum / count;
            };
        }
    }
}
