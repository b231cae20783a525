package dev.slipway.images;

import dev.slipway.inference.InferenceException;
import java.nio.file.Path;

/** Builds an image in a process of its own: arguments are the packed model's folder and a cache. */
final class BuildsFromScratch {
    private BuildsFromScratch() {}

    public static void main(String[] arguments) {
        Path cache = Path.of(arguments[1]);
        try {
            new ImageBuild(
                            Path.of(arguments[0]),
                            "java",
                            BaseImage.SCRATCH,
                            TargetPlatform.ofThisMachine(),
                            null,
                            cache)
                    .build(cache.resolve("image.tar"));
        } catch (InferenceException e) {
            System.out.println(e.getMessage());
            System.exit(e.exitCode().code());
        }
    }
}
