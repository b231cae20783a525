package dev.slipway.cli.desk;

import dev.slipway.desk.Build.Phase;
import dev.slipway.desk.follow.Listener;
import java.util.Locale;

/** Prints how a run goes on, on standard error: what it prints is no result of the command. */
record RunLines(Told told, StopOrLeave question) implements Listener {
    @Override
    public void phase(String name) {
        say("phase " + name.toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    @Override
    public void failed(Phase phase) {
        say("phase " + phase.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " failed: " + phase.message());
    }

    @Override
    public void line(String text) {
        say("  " + text);
    }

    /** What a run prints must not hide a question. */
    private void say(String line) {
        if (!question.asked()) {
            told.remark(printable(line));
        }
    }

    /** Lines of anybody's program must not steer the terminal. */
    static String printable(String line) {
        return line.replaceAll("[\\p{Cntrl}&&[^\t]]", "·");
    }
}
