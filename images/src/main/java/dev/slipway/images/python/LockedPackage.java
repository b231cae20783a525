package dev.slipway.images.python;

import java.util.List;
import java.util.Set;

/**
 * A line of a lock.
 *
 * @param name as the lock writes it
 * @param hashes SHA-256 of each file that may be installed, in hexadecimal digits
 * @param line the first physical line of the entry
 */
record LockedPackage(
        String name, Distribution distribution, String version, Set<String> extras, List<String> hashes, int line) {}
