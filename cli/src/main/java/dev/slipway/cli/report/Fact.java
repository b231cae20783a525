package dev.slipway.cli.report;

/** Something told in two words and a value. */
public record Fact(String name, String value) {}
