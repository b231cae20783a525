package dev.slipway.releases;

import java.util.Locale;

/** The size of the machine that a run gets; the cloud side says how many CPUs and how much memory that is. */
public enum ComputeSize {
    SMALL,
    MEDIUM,
    LARGE,
    XLARGE;

    /** As it stands in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
