/** Builds inference images without a container engine, and pushes them. */
package dev.slipway.images;
