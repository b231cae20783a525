package dev.slipway.releases;

/** The size of the machine that a run gets; the cloud side says how many CPUs and how much memory that is. */
public enum ComputeSize {
    SMALL,
    MEDIUM,
    LARGE,
    XLARGE;

    /** As it stands in files. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
