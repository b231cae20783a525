package dev.slipway.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program on a terminal of its own, a pseudo-terminal of python3's.
 *
 * @param shown all that was to be seen on it, what was typed with echo included
 */
record Terminal(int code, String shown) {
    /** Waits for a text and types another, in turns; answers on its own standard output what the terminal showed. */
    private static final String DRIVER = """
            import os, pty, signal, sys
            end = sys.argv.index('--')
            steps = sys.argv[1:end]
            pid, terminal = pty.fork()
            if pid == 0:
                # As a shell does; who runs the tests in the background may have had it ignored.
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                os.execvp(sys.argv[end + 1], sys.argv[end + 1:])
            shown = b''
            seen = 0
            while True:
                try:
                    read = os.read(terminal, 4096)
                except OSError:
                    break
                if not read:
                    break
                shown += read
                while steps and shown.find(steps[0].encode(), seen) >= 0:
                    seen = shown.find(steps[0].encode(), seen) + len(steps[0].encode())
                    os.write(terminal, steps[1].encode())
                    steps = steps[2:]
            status = os.waitpid(pid, 0)[1]
            sys.stdout.buffer.write(shown)
            sys.stdout.flush()
            sys.exit(os.waitstatus_to_exitcode(status) % 256)
            """;

    /** @param steps a text that is waited for, what is then typed, and so on */
    static Terminal typing(List<String> steps, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        assumeTrue(Prerequisite.python(), "there is no python3 of 3.9 or newer on this machine");
        List<String> words = new ArrayList<>(List.of("python3", "-c", DRIVER));
        words.addAll(steps);
        words.add("--");
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().remove("NO_COLOR");
        builder.environment().put("TERM", "xterm");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Terminal(process.waitFor(), shown.replace("\r\n", "\n"));
    }
}
