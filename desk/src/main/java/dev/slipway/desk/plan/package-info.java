/** What an edited environment file would change, and whether it may. */
package dev.slipway.desk.plan;
