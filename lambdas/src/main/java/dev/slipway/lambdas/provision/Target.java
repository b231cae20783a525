package dev.slipway.lambdas.provision;

/**
 * A database to provide for.
 *
 * @param url {@code jdbc:postgresql://host:port/database}; empty where the administrator's secret names them
 * @param adminSecret the ARN of the administrator's secret
 * @param shared whether others use the database too; what they may do then stays as it is
 */
public record Target(String url, String adminSecret, boolean shared) {}
