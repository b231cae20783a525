/** {@code -e local}: what rehearsals with --keep have left on this machine, seen as an environment in the cloud is. */
package dev.slipway.cli.desk.local;
