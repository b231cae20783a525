package dev.slipway.cli.desk;

import dev.slipway.desk.Desk;
import dev.slipway.inference.ModelName;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What Ctrl-C asks while a run goes on: it is in the cloud, and does not end with the command. */
final class StopOrLeave {
    private final Told told;
    private final Desk desk;
    private final ModelName model;
    private final String runId;
    private final Optional<UnaryOperator<String>> person;
    private volatile boolean asked;

    /** @param person answers a question; empty where nobody sits at a terminal */
    StopOrLeave(Told told, Desk desk, ModelName model, String runId, Optional<UnaryOperator<String>> person) {
        this.told = told;
        this.desk = desk;
        this.model = model;
        this.runId = runId;
        this.person = person;
    }

    boolean asked() {
        return asked;
    }

    /** Without somebody at a terminal the run is left alone. */
    void ask() {
        asked = true;
        String answer = person.map(each -> each.apply("The run goes on in the cloud. Stop it? [y/N] "))
                .orElse("");
        if (answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            desk.jobs().stop(model, runId);
            told.remark("asked run " + runId + " to stop; nothing of it is published unless it was already");
        } else {
            told.remark("run " + runId + " goes on; 'slipway logs " + runId + " -e " + desk.environment()
                    + " --follow' follows it");
        }
    }
}
