/** Makes a lean base image with Python of Debian's packages, where no vendor's image has the libraries or can be reached. */
package dev.slipway.images.debian;
