package dev.slipway.cli.desk;

import dev.slipway.cli.CliException;
import dev.slipway.inference.ExitCode;
import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A secret as a person types it, twice and unseen, or as another program hands it over. */
final class SecretInput {
    /** What SSM's standard parameters hold. */
    private static final int LONGEST = 4096;

    /** Enough to see that it is too long. */
    private static final int MOST = 16 * LONGEST;

    private SecretInput() {}

    /** @throws CliException 64 where it is empty, too long or no text, or the two differ */
    static String read(String name) throws IOException {
        Console console = System.console();
        String value = console == null ? ofInput(name) : typed(console, name);
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (value.isBlank() || bytes > LONGEST) {
            // Not what was received: that may be a secret all the same.
            throw new CliException(
                    ExitCode.USAGE,
                    name + ": expected 1 to " + LONGEST + " bytes on standard input, got "
                            + (value.isBlank() ? "nothing" : "more"));
        }
        return value;
    }

    private static String ofInput(String name) throws IOException {
        // The launcher tells; there is no console then, and so no way to switch the echo off.
        if (Boolean.getBoolean("slipway.keyboard")) {
            throw new CliException(
                    ExitCode.USAGE,
                    name + ": what is typed would be seen, for standard output is not the terminal; leave it there, or"
                            + " hand the secret over by a file or a pipe");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(System.in.readNBytes(MOST)))
                    .toString()
                    .replaceFirst("\\R$", "");
        } catch (CharacterCodingException other) {
            throw new CliException(ExitCode.USAGE, name + ": expected UTF-8 on standard input, got other bytes");
        }
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
