/** Publish and copy beside what others would do with the same rows, on PostgreSQL servers of their own. */
package dev.slipway.benchmarks.database;
