package dev.slipway.cli.check;

import dev.slipway.cli.terminal.Console;
import dev.slipway.job.conformance.Chapter;
import dev.slipway.job.conformance.Conformance;
import dev.slipway.job.conformance.RuleResult;
import dev.slipway.job.conformance.RuleResult.Outcome;

/** Prints the results of rules under the titles of their chapters, and on a terminal how far the check has come. */
final class ResultLines {
    private static final String INDENT = " ".repeat(18);

    private final Console console;
    private final boolean verbose;
    private Chapter chapter;
    private int told;
    private boolean drawn;

    ResultLines(Console console, boolean verbose) {
        this.console = console;
        this.verbose = verbose;
    }

    void tell(RuleResult result) {
        told++;
        clear();
        if (result.chapter() != chapter) {
            chapter = result.chapter();
            print(console.colour() ? "\u001b[1m" + chapter.title() + "\u001b[0m" : chapter.title());
        }
        String outcome = "%-14s".formatted(result.outcome().word());
        boolean quiet = result.outcome() == Outcome.NOT_APPLICABLE || result.outcome() == Outcome.NOT_CHECKED;
        print("  " + coloured(result.outcome(), outcome) + "  "
                + (quiet ? "%-36s  %s".formatted(result.name(), clean(result.reason())) : result.name()));
        if (verbose || result.outcome() == Outcome.FAIL) {
            print(INDENT + result.sentence());
        }
        if (result.outcome() == Outcome.FAIL) {
            print(INDENT + clean(result.reason()));
            print(INDENT + "see inference-spec/SPEC.md, section " + chapter.section());
        }
        draw();
    }

    void close(CheckOutcome outcome) {
        clear();
        print("");
        outcome.summary().forEach(this::print);
    }

    private String coloured(Outcome outcome, String word) {
        String colour =
                switch (outcome) {
                    case PASS -> "32";
                    case FAIL -> "31";
                    case NOT_APPLICABLE -> "2";
                    case NOT_CHECKED -> "33";
                };
        return console.colour() ? "\u001b[" + colour + "m" + word + "\u001b[0m" : word;
    }

    /** Reasons quote what an image printed, which must not steer the terminal. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", "·");
    }

    private void print(String line) {
        console.results().println(line.stripTrailing());
    }

    private void draw() {
        if (console.live() && told < Conformance.count()) {
            console.results().flush();
            console.remarks().print("  … " + told + " of " + Conformance.count() + " rules");
            console.remarks().flush();
            drawn = true;
        }
    }

    private void clear() {
        if (drawn) {
            console.remarks().print("\r\u001b[2K");
            console.remarks().flush();
            drawn = false;
        }
    }
}
