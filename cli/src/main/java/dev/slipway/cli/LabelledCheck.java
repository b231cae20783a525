package dev.slipway.cli;

import dev.slipway.cli.check.Check;
import dev.slipway.cli.check.CheckOutcome;
import dev.slipway.cli.model.RuntimeAsked;
import dev.slipway.cli.terminal.Console;
import dev.slipway.images.BuiltImage;
import dev.slipway.images.Finding;
import dev.slipway.images.ImageContents;
import dev.slipway.images.ImageTar;
import dev.slipway.job.conformance.RuleResult;
import dev.slipway.job.conformance.RuleResult.Outcome;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineAnswer;
import java.util.List;

/**
 * Tries the rules on an image of somebody's own Dockerfile once it has its labels: they came from {@code model.yaml}, so
 * this also tells where {@code describe} says another thing than that.
 */
record LabelledCheck(Checkout checkout, Console console, boolean verbose) {
    /** What the command ends with where a rule failed. */
    static final int FAILED = 1;

    /** Where no container engine answers, only its files are looked through, and that is said. */
    boolean passes(BuiltImage built) {
        EngineAnswer answer = Engine.ask(System.getenv());
        console.results().println();
        if (answer.engine() == null) {
            return holdsNothingUnwanted(built, answer.reason());
        }
        CheckOutcome outcome = new Check(checkout, console, RuntimeAsked.NOTHING, verbose)
                .run(built.tar().toString());
        if (!outcome.passed()) {
            refuse(
                    built,
                    outcome.results().stream()
                            .filter(result -> result.outcome() == Outcome.FAIL)
                            .map(RuleResult::name)
                            .toList());
        }
        return outcome.passed();
    }

    private boolean holdsNothingUnwanted(BuiltImage built, String reason) {
        List<Finding> found;
        try (ImageTar image = ImageTar.open(built.tar())) {
            found = ImageContents.scan(image);
        }
        found.forEach(finding -> console.results().println("FAIL    " + finding));
        console.results()
                .println("NOT CHECKED: platform, user, entry point and files were looked at, but nobody knows whether "
                        + built.name() + " keeps the other rules, because no container engine answers: " + reason);
        if (!found.isEmpty()) {
            refuse(built, found.stream().map(Finding::path).toList());
        }
        return found.isEmpty();
    }

    private void refuse(BuiltImage built, List<String> failed) {
        console.results()
                .println(built.name() + " has its labels, but is not ready to be pushed, for it fails "
                        + String.join(", ", failed));
    }
}
