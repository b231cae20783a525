/** Keeps a run's files beside the database: in a folder or in S3. */
package dev.slipway.job.artifacts;
