package dev.slipway.job.runtime;

import java.time.Duration;

/** An image that was started. Exactly one caller awaits its end; any thread may stop it. */
public interface ImageRun {
    /** How long an image has to end after SIGTERM before it is killed. */
    Duration GRACE = Duration.ofSeconds(10);

    /**
     * Waits for the end. An image that is still running after the limit gets SIGTERM, and {@link #GRACE} later SIGKILL,
     * it and everything it started.
     */
    ImageEnd await(Duration limit);

    /** Sends SIGTERM now, and SIGKILL after {@link #GRACE}; {@link #await} then tells of a stop. */
    void stop();
}
