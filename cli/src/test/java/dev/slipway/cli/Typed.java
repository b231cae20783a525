package dev.slipway.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * What a command typed in a terminal answered; run in this process, from the command line to the exit code.
 *
 * @param out standard output
 * @param err standard error
 */
record Typed(int code, String out, String err) {
    static Typed slipway(String... arguments) {
        return of(Slipway::commandLine, arguments);
    }

    /** One command without the others. */
    static Typed of(Supplier<CommandLine> command, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        ByteArrayOutputStream capturedErrors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(capturedErrors, true, StandardCharsets.UTF_8));
        try {
            // Made here: it remembers where output went when it was made.
            CommandLine line = command.get();
            line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
            int code = line.execute(arguments);
            return new Typed(
                    code, captured.toString(StandardCharsets.UTF_8), capturedErrors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
