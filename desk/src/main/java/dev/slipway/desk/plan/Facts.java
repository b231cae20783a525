package dev.slipway.desk.plan;

import dev.slipway.desk.Released;
import java.util.Optional;
import java.util.Set;

/**
 * What the sources say of an edited model.
 *
 * @param reference where the version would lie in the registry
 * @param remedy how it gets there
 * @param next the image of the version in the file; empty where it is not pushed
 * @param now the image of the version that runs; empty where none runs or its image is gone
 * @param missing names of secrets that the job needs and the environment lacks
 * @param before the environment that has to have run it first; empty where none has to
 * @param ranBefore digests that ran there successfully under this version
 */
record Facts(
        String reference,
        String remedy,
        Optional<Released> next,
        Optional<Released> now,
        Set<String> missing,
        Optional<String> before,
        Set<String> ranBefore) {}
