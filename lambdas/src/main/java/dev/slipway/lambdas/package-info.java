/** Lambda handlers: they parse, wire and answer; the work is done elsewhere. */
package dev.slipway.lambdas;
