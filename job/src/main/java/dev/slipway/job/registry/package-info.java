/** What the job needs of the registry that holds the models' images. */
package dev.slipway.job.registry;
