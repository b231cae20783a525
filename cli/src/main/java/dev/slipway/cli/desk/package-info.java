/** The commands that look at environments in the cloud, and change what is current there. */
package dev.slipway.cli.desk;
