package dev.slipway.cli.rehearsal;

import dev.slipway.cli.report.Preview;
import dev.slipway.cli.report.Step;
import dev.slipway.cli.terminal.Console;
import dev.slipway.cli.terminal.Figures;
import dev.slipway.cli.terminal.TextTable;
import java.util.List;

/**
 * Tells on a terminal what a rehearsal has done.
 *
 * @param stop the command that stops databases that were kept
 */
public record OutcomeText(Console console, String stop) {
    public void print(Outcome outcome) {
        say("");
        console.print(steps(outcome.steps()));
        say("");
        preview(outcome.preview());
        say("report: " + Console.shown(outcome.report()));
        if (outcome.analyticsUrl() != null) {
            say("");
            say("The databases go on running:");
            say("  psql " + outcome.analyticsUrl());
            say("  psql " + outcome.applicationUrl());
            say("'" + stop + "' stops them.");
        }
    }

    private static TextTable steps(List<Step> steps) {
        TextTable table = new TextTable(List.of("Step", "What it did", ">Rows", ">Seconds", ">Rows/s"));
        for (Step step : steps) {
            boolean rows = step.rows() != null;
            table.row(List.of(
                    step.name(),
                    step.did(),
                    rows ? Figures.count(step.rows()) : "",
                    Figures.seconds(step.seconds()),
                    rows ? Figures.rate(step.rows(), step.seconds()) : ""));
        }
        return table;
    }

    private void preview(Preview preview) {
        if (preview == null) {
            say("The environment copies nothing to the application.");
        } else if (preview.rows().isEmpty()) {
            say("The application sees no rows in " + preview.table() + ".");
        } else {
            say("What the application sees in " + preview.table() + ":");
            TextTable table = new TextTable(preview.columns());
            preview.rows().forEach(table::row);
            console.print(table);
        }
        say("");
    }

    private void say(String line) {
        console.results().println(line);
    }
}
