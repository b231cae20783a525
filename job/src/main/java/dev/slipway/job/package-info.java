/**
 * One job run: fetch the input, let the image predict, publish what it predicted. {@link dev.slipway.job.Job} is the
 * program that CodeBuild starts; the rehearsal calls {@link dev.slipway.job.JobRun} in its own process.
 */
package dev.slipway.job;
