package dev.slipway.predictions;

/** One try at a run, written in the ledger before the work begins. */
public record Attempt(long id, long runNo, String runId) {}
