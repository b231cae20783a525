package dev.slipway.job;

/**
 * Where the figures of a run go.
 *
 * @param logGroup of CloudWatch Logs
 * @param environment dev, staging, …
 * @param rate USD per minute of the machine; null where it is not known
 */
public record MetricsTarget(String logGroup, String environment, Double rate) {}
