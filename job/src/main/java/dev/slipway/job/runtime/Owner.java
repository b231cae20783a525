package dev.slipway.job.runtime;

import dev.slipway.job.engine.Containers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that a container belongs to. A job that is killed outright leaves its container behind; the next one finds
 * by this label that nobody waits for it any more.
 *
 * @param machine differs where process ids mean something else: another machine, another boot, another container
 * @param started when the process began, so that a process id that is used again is not taken for its forerunner
 */
record Owner(String machine, long pid, long started) {
    static final String LABEL = "dev.slipway.owner";
    static final String PID_LABEL = "dev.slipway.pid";

    static Owner thisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(here(), self.pid(), started(self));
    }

    /** Removes the containers of processes of this machine that are no more; answers how many. */
    static int sweep(Containers containers) {
        String here = here();
        int swept = 0;
        for (var container : containers.labelled(LABEL).entrySet()) {
            Optional<Owner> owner = parse(container.getValue());
            if (owner.isPresent()
                    && owner.get().machine.equals(here)
                    && !owner.get().lives()) {
                swept += containers.remove(container.getKey()) ? 1 : 0;
            }
        }
        return swept;
    }

    private boolean lives() {
        return ProcessHandle.of(pid)
                .filter(process -> started(process) == started)
                .isPresent();
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static Optional<Owner> parse(String text) {
        String[] parts = text.split("/");
        return parts.length == 3 && parts[1].matches("\\d{1,10}") && parts[2].matches("\\d{1,15}")
                ? Optional.of(new Owner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                : Optional.empty();
    }

    private static String here() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + ","
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException noLinux) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (IOException noName) {
                return "unknown";
            }
        }
    }

    /** As the label has it. */
    @Override
    public String toString() {
        return machine + "/" + pid + "/" + started;
    }
}
