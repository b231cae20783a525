package dev.slipway.cli;

import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {
    @Option(names = "--verbose", description = "Show the output of tools that are called, and where errors happened.")
    public boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
