package dev.slipway.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The metrics of the specification. */
enum Metric {
    /** Root of the mean squared error. */
    RMSE,
    /** Mean absolute error. */
    MAE,
    /** Mean absolute error as a share of the actual; rows whose actual is 0 are left out. */
    MAPE,
    /** Root of the mean squared difference of {@code ln(1 + x)}. */
    RMSLE,
    /** Coefficient of determination: 1 is perfect, 0 no better than the mean of the actuals. */
    R2,
    /** Mean of predicted minus actual. */
    BIAS,
    /** Share of rows whose prediction equals the actual. */
    ACCURACY;

    static final List<String> NAMES = Arrays.stream(values()).map(Metric::word).toList();

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The metric of that name, or null. */
    static Metric named(String word) {
        return Arrays.stream(values())
                .filter(m -> m.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    /** Whether the metric makes sense for a field: equality for what is exact, differences for numbers. */
    boolean fits(FieldType type) {
        return this == ACCURACY
                ? type != FieldType.DOUBLE
                : type == FieldType.DOUBLE || type == FieldType.INT || type == FieldType.LONG;
    }
}
