package dev.slipway.cli;

import dev.slipway.inference.ExitCode;
import java.util.function.Function;

/** What was typed behind an option. */
public final class Argument {
    private Argument() {}

    /**
     * Reads it.
     *
     * @param name the option's, for the message
     * @param text null where the option was left out; so is the answer then
     * @param parser refuses by an {@link IllegalArgumentException} that says what is right
     * @throws CliException 64
     */
    public static <T> T parse(String name, String text, Function<String, T> parser) {
        try {
            return text == null ? null : parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, name + ": " + e.getMessage());
        }
    }
}
