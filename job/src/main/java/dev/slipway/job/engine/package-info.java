/** The container engine of this machine, spoken to by the {@code docker} command: its images and its containers. */
package dev.slipway.job.engine;
