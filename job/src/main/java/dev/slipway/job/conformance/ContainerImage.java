package dev.slipway.job.conformance;

import dev.slipway.job.runtime.ImageRuntime;
import java.util.List;
import java.util.Optional;

/** A container image on an engine that can run it, for the rules that a folder with its files cannot show. */
public interface ContainerImage {
    ImageFacts facts();

    /** The first bytes of a file in the image, at most 256; empty where there is no such file. */
    Optional<byte[]> head(String path);

    /** What is in the image and has no business there, each with its path; empty where nobody has looked. */
    Optional<List<String>> unwanted();

    /** The image in a container as the job starts it, but for these conditions. */
    ImageRuntime under(Conditions conditions);
}
