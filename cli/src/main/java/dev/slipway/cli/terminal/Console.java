package dev.slipway.cli.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command writes: results on one stream, progress and remarks on the other.
 *
 * @param results standard output; standard error where {@code --json} has taken standard output for itself
 * @param remarks standard error
 * @param live whether remarks go to a terminal that can redraw a line
 * @param colour whether colours may be used
 * @param columns width of the terminal
 */
public record Console(PrintStream results, PrintStream remarks, boolean live, boolean colour, int columns) {
    /** The process' own streams. The launcher says whether standard error is a terminal, for Java cannot tell. */
    public static Console ofProcess(boolean json, Map<String, String> environment) {
        boolean terminal = Boolean.getBoolean("slipway.terminal") && !"dumb".equals(environment.get("TERM"));
        // https://no-color.org: any value that is not empty.
        boolean colour = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        int columns = Math.max(40, Integer.getInteger("slipway.columns", 80));
        return new Console(json ? System.err : System.out, System.err, terminal, colour, columns);
    }

    /** A file as people name it: short where it is below the folder that they are in. */
    public static Path shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.isAbsolute() && file.startsWith(here) ? here.relativize(file) : file;
    }

    /** A remark: something that the reader should know and that is no result. */
    public void remark(String text) {
        remarks.println(text);
    }

    public void print(TextTable table) {
        table.lines().forEach(results::println);
    }
}
