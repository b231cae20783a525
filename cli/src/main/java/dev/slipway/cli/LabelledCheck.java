package dev.slipway.cli;

import dev.slipway.cli.check.Check;
import dev.slipway.cli.check.CheckOutcome;
import dev.slipway.cli.model.RuntimeAsked;
import dev.slipway.cli.terminal.Console;
import dev.slipway.images.BuiltImage;
import dev.slipway.images.Finding;
import dev.slipway.images.ImageContents;
import dev.slipway.images.ImageTar;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineAnswer;
import java.util.List;
import java.util.Map;

/**
 * Tries the rules on an image of somebody's own Dockerfile once it has its labels: they came from {@code model.yaml}, so
 * this also tells where {@code describe} says another thing than that.
 */
record LabelledCheck(Checkout checkout, Console console, Map<String, String> variables, boolean verbose) {
    /** What the command ends with where a rule failed. */
    static final int FAILED = 1;

    /**
     * Where no container engine answers, only its files are looked through, and that is said.
     *
     * @param told the build's JSON, which gets what is found
     */
    boolean passes(BuiltImage built, Map<String, Object> told) {
        EngineAnswer answer = Engine.ask(System.getenv());
        console.results().println();
        if (answer.engine() == null) {
            return holdsNothingUnwanted(built, answer.reason(), told);
        }
        CheckOutcome outcome = new Check(checkout, console, RuntimeAsked.NOTHING, variables, verbose)
                .run(built.tar().toString());
        told.put("check", outcome.json());
        if (!outcome.passed()) {
            refuse(built, outcome.failed());
        }
        return outcome.passed();
    }

    private boolean holdsNothingUnwanted(BuiltImage built, String reason, Map<String, Object> told) {
        List<Finding> found;
        try (ImageTar image = built.open()) {
            found = ImageContents.scan(image);
        }
        told.put(
                "check",
                Map.of(
                        "passed", found.isEmpty(),
                        "unwanted", found.stream().map(Finding::toString).toList(),
                        "notChecked", "no container engine answers: " + reason));
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
