package dev.slipway.images.debian;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs of Debian that are called; their output is told where they fail. */
record Commands(Path folder) {
    private static final String MIRRORS = " (is the network there, and are the lists new, by apt-get update?)";

    /** Runs one; answers its standard output and error together. Throws 78 where it is missing, 75 where it fails. */
    String run(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException missing) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "a base of Debian's packages needs '" + command.get(0)
                            + "', which does not run here; make it on Debian 12 or in a container of it: "
                            + missing.getMessage(),
                    missing);
        }
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                String last =
                        output.strip().substring(Math.max(0, output.strip().length() - 2000));
                throw new InferenceException(
                        ExitCode.TRY_AGAIN,
                        command.get(0) + " ended with " + status
                                + (command.get(0).equals("apt-get") ? MIRRORS : "") + "\n" + last);
            }
            return output;
        } catch (IOException unreadable) {
            throw new InferenceException(ExitCode.TRY_AGAIN, command.get(0) + ": " + unreadable, unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ExitCode.TERMINATED, command.get(0) + " was interrupted", stopped);
        } finally {
            process.destroy();
        }
    }
}
