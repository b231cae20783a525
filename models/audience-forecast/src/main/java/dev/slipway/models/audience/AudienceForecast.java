package dev.slipway.models.audience;

import dev.slipway.inference.Batch;
import dev.slipway.inference.Model;

/** Forecasts how many people watch a programme, in millions. */
public final class AudienceForecast implements Model {
    public static void main(String[] args) {
        Model.main(new AudienceForecast(), args);
    }

    @Override
    public void predict(Batch rows) {}
}
