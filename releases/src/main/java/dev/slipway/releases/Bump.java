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

    /** The smallest version above another one that raises this part: 1.5.0 for a minor one above 1.4.2. */
    public ModelVersion above(ModelVersion version) {
        return switch (this) {
            case MAJOR -> new ModelVersion(version.major() + 1, 0, 0, "");
            case MINOR -> new ModelVersion(version.major(), version.minor() + 1, 0, "");
            // A pre-release is followed by its own release.
            case PATCH ->
                new ModelVersion(
                        version.major(),
                        version.minor(),
                        version.patch() + (version.preRelease().isEmpty() ? 1 : 0),
                        "");
        };
    }
}
