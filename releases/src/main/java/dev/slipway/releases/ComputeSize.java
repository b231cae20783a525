package dev.slipway.releases;

/** The size of the machine that a run gets; the cloud side says how many CPUs and how much memory that is. */
public enum ComputeSize {
    SMALL,
    MEDIUM,
    LARGE,
    XLARGE
}
