package dev.slipway.models.audience.development.training;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with a fixed number of decimals: {@code Double.toString} gives other digits on Java 17 than on 19. */
final class Decimal {
    private Decimal() {}

    /** Null for NaN, which a mean of nothing is. */
    static BigDecimal of(double value, int decimals) {
        return Double.isNaN(value) ? null : new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
