/**
 * What a run leaves in PostgreSQL: the ledger and the run tables in the analytics database, and the copy that an
 * application reads. The SQL lies in {@code db/analytics} and {@code db/application}.
 */
package dev.slipway.predictions;
