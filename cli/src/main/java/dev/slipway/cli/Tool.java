package dev.slipway.cli;

import dev.slipway.inference.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Calls another program and keeps its output to itself, unless the program fails or everything is to be seen.
 *
 * @param watched where the output goes line by line; null where nobody watches
 */
public record Tool(PrintStream watched) {
    private static final int LINES_TOLD = 40;
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    /**
     * Runs a command and waits for it.
     *
     * @param purpose what it is called for, such as {@code building audience-forecast}, for the message
     * @throws CliException 78 where the program is missing, otherwise with the code given, and its last lines
     */
    public void run(String purpose, Path folder, List<String> command, ExitCode failure) {
        Deque<String> lines = new ArrayDeque<>();
        int status = start(purpose, folder, command, lines);
        if (status != 0) {
            throw new CliException(
                    failure,
                    purpose + " failed: '" + String.join(" ", command) + "' ended with " + status + "\n"
                            + String.join("\n", lines).strip());
        }
    }

    private int start(String purpose, Path folder, List<String> command, Deque<String> lines) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.BAD_CONFIGURATION,
                    purpose + " needs '" + command.get(0) + "', which does not run here: " + e.getMessage(),
                    e);
        }
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.addLast(COLOURS.matcher(line).replaceAll(""));
                if (lines.size() > LINES_TOLD) {
                    lines.removeFirst();
                }
                if (watched != null) {
                    watched.println(line);
                }
            }
            return process.waitFor();
        } catch (IOException e) {
            throw new CliException(ExitCode.TRY_AGAIN, purpose + ": its output cannot be read: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.TERMINATED, purpose + " was interrupted", e);
        } finally {
            process.destroy();
        }
    }
}
