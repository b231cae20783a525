/** Runs: which there were, what they left, and what was current when. */
package dev.slipway.desk.runs;
