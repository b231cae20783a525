package dev.slipway.cli.desk;

import dev.slipway.desk.Desk;
import dev.slipway.inference.ModelName;
import java.io.Console;

/** What Ctrl-C asks while a run goes on: it is in the cloud, and does not end with the command. */
final class StopOrLeave {
    private final Told told;
    private final Desk desk;
    private final ModelName model;
    private final String runId;
    private volatile boolean asked;

    StopOrLeave(Told told, Desk desk, ModelName model, String runId) {
        this.told = told;
        this.desk = desk;
        this.model = model;
        this.runId = runId;
    }

    boolean asked() {
        return asked;
    }

    /** Without somebody at a terminal the run is left alone. */
    void ask() {
        asked = true;
        Console console = System.console();
        String answer = console == null ? "" : console.readLine("%nThe run goes on in the cloud. Stop it? [y/N] ");
        if (answer != null && answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y")) {
            desk.jobs().stop(model, runId);
            told.remark("asked run " + runId + " to stop; nothing of it is published unless it was already");
        } else {
            told.remark("run " + runId + " goes on; 'slipway logs " + runId + " -e " + desk.environment()
                    + " --follow' follows it");
        }
    }
}
