package dev.slipway.job.runtime;

import dev.slipway.job.engine.Containers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The kernel's count of how often a container was refused one more process. It can be read where the engine runs on this
 * machine's kernel, and only while the container runs.
 *
 * @param events the control group's {@code pids.events}
 */
record ProcessLimit(Path events) {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    static Optional<ProcessLimit> of(Containers containers, String id) {
        try {
            long pid = containers.state(id).pid();
            return Files.readAllLines(Path.of("/proc/" + pid + "/cgroup")).stream()
                    .map(line -> line.split(":", 3))
                    // An engine on another machine means another process by that number.
                    .filter(group -> group.length == 3 && group[2].contains(id))
                    .filter(group -> group[1].isEmpty() || group[1].equals("pids"))
                    .map(group -> GROUPS.resolve(group[1])
                            .resolve(group[2].substring(1))
                            .resolve("pids.events"))
                    .filter(Files::isReadable)
                    .map(ProcessLimit::new)
                    .findFirst();
        } catch (IOException | RuntimeException unknown) {
            return Optional.empty();
        }
    }

    boolean reached() {
        try {
            return Files.readAllLines(events).stream()
                    .anyMatch(line -> line.startsWith("max ") && !line.equals("max 0"));
        } catch (IOException ended) {
            return false;
        }
    }
}
