/** What is missing before anything can run, and the command that mends it. */
package dev.slipway.desk.doctor;
