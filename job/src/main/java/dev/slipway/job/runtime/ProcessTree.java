package dev.slipway.job.runtime;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process and everything it started. */
final class ProcessTree {
    private final ProcessHandle root;
    private final boolean ownGroup;

    /** @param ownGroup whether the root leads a process group that holds nothing else */
    ProcessTree(ProcessHandle root, boolean ownGroup) {
        this.root = root;
        this.ownGroup = ownGroup;
    }

    /** SIGKILL to all of it; after the root has ended, to what it left behind. */
    void kill() {
        List<ProcessHandle> below = root.descendants().toList();
        root.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        if (ownGroup) {
            killGroup();
        }
    }

    /** Java knows no process groups; the shell's own kill does. It fails, unheard, where the group is empty already. */
    private void killGroup() {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- -" + root.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException noShell) {
            // Then the descendants, killed before, are all that could be reached.
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
