package dev.slipway.cli.desk;

import dev.slipway.cli.CliException;
import dev.slipway.inference.ExitCode;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A secret as a person types it, twice and unseen, or as another program hands it over. */
final class SecretInput {
    /** What SSM's standard parameters hold. */
    private static final int LONGEST = 4096;

    private SecretInput() {}

    /** @throws CliException 64 where it is empty or too long, or the two differ */
    static String read(String name) throws IOException {
        Console console = System.console();
        String value = console == null ? ofInput() : typed(console, name);
        if (value.isBlank() || value.length() > LONGEST) {
            // Not what was received: that may be a secret all the same.
            throw new CliException(
                    ExitCode.USAGE,
                    name + ": expected 1 to " + LONGEST + " characters on standard input, got " + value.length());
        }
        return value;
    }

    private static String ofInput() throws IOException {
        return new String(System.in.readNBytes(LONGEST + 2), StandardCharsets.UTF_8).replaceFirst("\\R$", "");
    }

    private static String typed(Console console, String name) {
        char[] first = console.readPassword("%s: ", name);
        char[] second = console.readPassword("once more: ");
        if (first == null || !Arrays.equals(first, second)) {
            throw new CliException(ExitCode.USAGE, name + ": the two are not the same; nothing is written");
        }
        return new String(first);
    }
}
