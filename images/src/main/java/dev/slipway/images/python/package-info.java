/** What an image of a Python model needs: the libraries of its lock, installed without anything that only a developer needs. */
package dev.slipway.images.python;
