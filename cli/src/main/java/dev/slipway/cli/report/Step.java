package dev.slipway.cli.report;

/**
 * One step of a rehearsal.
 *
 * @param did what it did, in a few words
 * @param rows rows it handled; null where it handles none
 */
public record Step(String name, String did, Long rows, double seconds) {}
