package dev.slipway.cli.report;

import java.util.List;

/** The first rows of a table; a cell is null where the database has NULL. */
public record Preview(String table, List<String> columns, List<List<String>> rows) {}
