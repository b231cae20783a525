package dev.slipway.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code slipway build --json} says of an image.
 *
 * @param layers the digests, the base first
 */
record ImageFigures(Cost cost, double unpackedMegabytes, double pushedMegabytes, List<String> layers) {
    /** Builds a model from scratch with the command that people type. */
    static ImageFigures build(Path model, Path tar) throws IOException, InterruptedException {
        Command.Run run = Command.of(
                        Checkout.home().resolve("slipway").toString(),
                        "build",
                        model.toString(),
                        "--base",
                        "scratch",
                        "--tar",
                        tar.toString(),
                        "--json")
                .run();
        Map<String, Object> json = JSON.std.mapFrom(run.out());
        List<String> layers = new ArrayList<>();
        for (Object layer : (List<?>) json.get("layers")) {
            layers.add(((Map<?, ?>) layer).get("digest").toString());
        }
        return new ImageFigures(
                run.cost(), megabytes(json.get("unpackedBytes")), megabytes(json.get("pushedBytes")), layers);
    }

    private static double megabytes(Object bytes) {
        return ((Number) bytes).longValue() / 1e6;
    }
}
