/**
 * The release desk: what an engineer sees of an environment from a laptop that reaches no database, and what it decides.
 * The sources are small interfaces; {@code dev.slipway.desk.aws} answers them from AWS, and nothing here wakes a paused
 * database but {@link dev.slipway.desk.LedgerCalls} and {@link dev.slipway.desk.Copies}.
 */
package dev.slipway.desk;
