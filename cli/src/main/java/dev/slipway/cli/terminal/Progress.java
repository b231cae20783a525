package dev.slipway.cli.terminal;

import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Shows the steps of a long command: a bar that is redrawn on a terminal, plain lines elsewhere. A step that ended
 * leaves one line in both.
 */
public final class Progress {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;
    private static final int BAR = 24;

    private final Console console;
    private final LongSupplier nanos;
    private String step;
    private long started;
    private long shown;
    private boolean drawn;

    public Progress(Console console) {
        this(console, System::nanoTime);
    }

    Progress(Console console, LongSupplier nanos) {
        this.console = console;
        this.nanos = nanos;
    }

    /** Starts a step; one that is still under way has not ended well. */
    public synchronized void start(String name) {
        fail();
        step = name;
        started = nanos.getAsLong();
        shown = started;
        if (console.live()) {
            draw(pad(name) + " …");
        }
    }

    /** @param total rows there will be, or 0 where nobody knows */
    public void advance(long done, long total) {
        advance(done, total, Figures::count, " rows");
    }

    /** The same with something else than rows. */
    public synchronized void advance(long done, long total, LongFunction<String> words, String unit) {
        long now = nanos.getAsLong();
        if (step == null || now - shown < (console.live() ? REDRAW_NANOS : PLAIN_NANOS)) {
            return;
        }
        shown = now;
        String amount = words.apply(done) + (total > 0 ? " of " + words.apply(total) : "") + unit;
        String seconds = Figures.seconds((now - started) / 1e9);
        if (console.live()) {
            draw(pad(step) + " " + (total > 0 ? bar(done, total) + " " : "") + amount + "  " + seconds);
        } else {
            console.remark(pad(step) + " … " + amount + "  " + seconds);
        }
    }

    /** Ends the step with what it did; answers the seconds that it took. */
    public synchronized double end(String outcome) {
        return end(outcome, (nanos.getAsLong() - started) / 1e9);
    }

    /** Ends a step that had begun before it was shown. */
    public synchronized double end(String outcome, double seconds) {
        String told = outcome.isEmpty() ? "" : outcome + "  ";
        finish("✓", "32", pad(step) + " " + told + Figures.seconds(seconds));
        return seconds;
    }

    /** Ends the step, if one is under way, as failed. The reason is told elsewhere. */
    public synchronized void fail() {
        if (step != null) {
            finish("✗", "31", pad(step) + " failed  " + Figures.seconds((nanos.getAsLong() - started) / 1e9));
        }
    }

    /** Says something between two states of the bar. */
    public synchronized void remark(String text) {
        clear();
        // What an image prints must not steer the terminal.
        console.remark(text.replaceAll("[\\p{Cntrl}&&[^\t]]", "·"));
    }

    private void finish(String mark, String colour, String line) {
        clear();
        step = null;
        console.remark((console.colour() ? "\u001b[" + colour + "m" + mark + "\u001b[0m" : mark) + " " + line);
    }

    private void draw(String line) {
        clear();
        // One column stays free: a terminal that wraps could not be cleared.
        int room = console.columns() - 3;
        console.remarks().print("  " + (line.length() <= room ? line : line.substring(0, room)));
        console.remarks().flush();
        drawn = true;
    }

    private void clear() {
        if (drawn) {
            console.remarks().print("\r\u001b[2K");
            drawn = false;
        }
    }

    private static String bar(long done, long total) {
        int full = (int) Math.min(BAR, BAR * done / total);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    private static String pad(String name) {
        return String.format("%-10s", name);
    }
}
