package dev.slipway.predictions;

/**
 * What publishing a run did.
 *
 * @param rows rows in the run's table
 * @param duplicates rows left out because an earlier row of the file has their key
 * @param current whether the run is what the current view shows
 * @param heldReason why it did not become current; null where it did
 * @param already whether the run had been published before, with the same content, so that nothing was done
 * @param table the run's table in the schema predictions
 */
public record Published(
        long rows, long duplicates, boolean current, String heldReason, boolean already, String table) {}
