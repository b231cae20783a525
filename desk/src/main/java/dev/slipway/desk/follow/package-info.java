/** Waiting for what goes on in the cloud, and telling of it meanwhile. */
package dev.slipway.desk.follow;
