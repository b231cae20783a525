/** Brings an image into the registry: where it comes from, whether it may, and what to do with it next. */
package dev.slipway.cli.push;
