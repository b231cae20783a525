/** Measurements beside a reference in the same run; see the scripts beside this module. */
package dev.slipway.benchmarks;
