/** The contract between an inference image and its runner; SPEC.md is the same contract for any language. */
package dev.slipway.inference;
