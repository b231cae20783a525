/** Brings an image into a registry, under the version that the image itself names. */
package dev.slipway.images.registry;
