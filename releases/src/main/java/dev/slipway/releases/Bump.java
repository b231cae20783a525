package dev.slipway.releases;

import dev.slipway.inference.ModelVersion;

/** The part of a version that a change must raise, the smallest first. */
public enum Bump {
    PATCH,
    MINOR,
    MAJOR;

    /** The first part in which a version differs from an earlier one; a pre-release counts as a patch. */
    static Bump between(ModelVersion before, ModelVersion after) {
        if (before.major() != after.major()) {
            return MAJOR;
        }
        return before.minor() != after.minor() ? MINOR : PATCH;
    }
}
