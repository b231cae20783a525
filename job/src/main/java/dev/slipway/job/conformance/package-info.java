/** Tries on any image what SPEC.md asks: one small class for each rule, and the check that runs them all. */
package dev.slipway.job.conformance;
