/** The conformance check of a model, an image or an image's folder, and what people see of it. */
package dev.slipway.cli.check;
