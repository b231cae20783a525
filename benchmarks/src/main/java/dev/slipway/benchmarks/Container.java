package dev.slipway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** An image in a container engine, and a container that does nothing beside it; without an engine there are none. */
record Container(String image, String idle, ForestData data) implements AutoCloseable {
    private static final String IDLE = "slipway-benchmark-idle";
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    static Container load(Path tar, ForestData data) throws IOException, InterruptedException {
        if (!succeeds(Command.of("docker", "info"))) {
            System.out.println("no container engine answers (docker info): measured as a process alone");
            return new Container(null, null, data);
        }
        String told =
                Command.of("docker", "load", "--input", tar.toString()).run().out();
        // The image runs as a user of its own, as in production.
        Command.of("chmod", "-R", "a+rwX", data.root().getParent().toString()).run();
        String idle = null;
        if (Files.exists(BUSYBOX)) {
            Command.of("bash", "-c", "tar -C / -c bin/busybox | docker import - " + IDLE)
                    .run();
            idle = IDLE;
        }
        return new Container(told.strip().replaceAll("(?s).*: ", ""), idle, data);
    }

    Map<String, Command> commands() {
        Map<String, Command> commands = new LinkedHashMap<>();
        if (image != null) {
            commands.put(
                    "the image in a container",
                    Command.of(
                            "docker",
                            "run",
                            "--rm",
                            "--network=none",
                            "--read-only",
                            "--tmpfs=/tmp",
                            "--volume=" + data.csv().getParent() + ":/run/in:ro",
                            "--volume=" + data.out() + ":/run/out",
                            image,
                            "predict"));
        }
        if (idle != null) {
            commands.put(
                    "a container that does nothing",
                    Command.of("docker", "run", "--rm", "--network=none", "--read-only", idle, "/bin/busybox", "true"));
        }
        return commands;
    }

    private static boolean succeeds(Command command) throws InterruptedException {
        try {
            command.run();
            return true;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            for (String loaded : new String[] {image, idle}) {
                if (loaded != null) {
                    Command.of("docker", "image", "rm", loaded).run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
