/** Runs an inference image: one small interface, and the runtime that starts a process from the image's files. */
package dev.slipway.job.runtime;
