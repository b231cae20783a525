package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.job.runtime.ContainerRuntime;
import dev.slipway.job.runtime.ImageEnd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a container image starts: the program itself. A shell in between takes the verb, the signal, or both. */
final class EntrypointRule {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh", "ksh");
    private static final String RIGHT = "exec form with the program itself, such as [\"/opt/app/model\"]";

    private EntrypointRule() {}

    static void check(Bench bench) {
        List<String> entrypoint = ImageRules.image(bench).image().entrypoint();
        if (entrypoint.isEmpty()) {
            throw Verdict.broken(
                    "entry point",
                    RIGHT,
                    "none (a verb takes the place of CMD, and is not handed to it as an argument)");
        }
        if (startsShell(entrypoint) && entrypoint.contains("-c")) {
            throw Verdict.broken("entry point", RIGHT, entrypoint + ", a command line for a shell (string form)");
        }
        if (isScript(bench, entrypoint)) {
            handsOver(bench, entrypoint);
        }
    }

    /** Also where the program is busybox and the shell its argument. */
    private static boolean startsShell(List<String> entrypoint) {
        return entrypoint.stream().limit(2).anyMatch(EntrypointRule::isShell);
    }

    private static boolean isShell(String program) {
        return SHELLS.contains(program.substring(program.lastIndexOf('/') + 1));
    }

    private static boolean isScript(Bench bench, List<String> entrypoint) {
        if (startsShell(entrypoint)) {
            return true;
        }
        String head = ((ContainerRuntime) bench.runtime())
                .head(entrypoint.get(0))
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .orElse("");
        return head.startsWith("#!")
                && Arrays.stream(head.substring(2)
                                .lines()
                                .findFirst()
                                .orElse("")
                                .trim()
                                .split("\\s+"))
                        .anyMatch(EntrypointRule::isShell);
    }

    /**
     * A script may do its part and then become the program. Whether it does shows without an init process: a shell that
     * is still there is then process 1, which no SIGTERM ends.
     */
    private static void handsOver(Bench bench, List<String> entrypoint) {
        ImageEnd end = bench.under(runtime -> runtime.with(runtime.seals().withoutInit()), () -> bench.predict(
                        Large.setup(bench, StopRules.BYTES), StopRules::stopHalfWay)
                .end());
        if (end.status() != ExitCode.TERMINATED.code()) {
            throw Verdict.broken(
                    "SIGTERM",
                    "to reach the program: let the entry point be the program, or the script end in exec \"$program\" \"$@\"",
                    "a shell script (" + String.join(" ", entrypoint) + ") that keeps it from the program; "
                            + end.failure("predict", Bench.LIMIT).getMessage());
        }
    }
}
