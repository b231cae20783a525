/** Where a run's input comes from: files, objects in S3, or a query on the analytics database. */
package dev.slipway.job.fetch;
