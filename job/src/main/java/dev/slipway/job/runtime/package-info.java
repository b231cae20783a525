/**
 * Runs an inference image: one small interface, a runtime that starts a container, and one that starts a process from
 * the image's files.
 */
package dev.slipway.job.runtime;
