/** How the models of environments are: what the files say, what is deployed, what ran, and what readers see. */
package dev.slipway.desk.status;
