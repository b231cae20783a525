package dev.slipway.desk;

import java.time.Instant;
import java.util.List;

/** The environment's secrets, by name. No value is ever read. */
public interface Parameters {
    /** All secrets below {@code /slipway/<environment>/}, by name. */
    List<Secret> list();

    /** Writes a secret; replaces an earlier value. */
    void put(String name, String value);

    /**
     * A secret that is there.
     *
     * @param version counts its values from 1
     * @param changed when its value was written
     */
    record Secret(String name, long version, Instant changed) {}
}
