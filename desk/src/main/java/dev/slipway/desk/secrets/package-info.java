/** Secrets of an environment, by their names alone. */
package dev.slipway.desk.secrets;
