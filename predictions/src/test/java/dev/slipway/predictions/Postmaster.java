package dev.slipway.predictions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process of a running cluster, to be killed, stopped and started again. */
final class Postmaster {
    private final Path data;
    private final List<String> command = new ArrayList<>();

    /** @param data the cluster's data directory */
    Postmaster(Path data) throws IOException {
        this.data = data;
        ProcessHandle.Info info = process().info();
        // PostgreSQL refuses to be root; in a user namespace of its own root is nobody.
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(info.command().orElseThrow());
        command.addAll(List.of(info.arguments().orElseThrow()));
    }

    private ProcessHandle process() throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** SIGKILL to the server and all its sessions, as when a machine is lost; its files stay. */
    void kill() throws IOException {
        ProcessHandle server = process();
        List<ProcessHandle> all = new ArrayList<>(server.children().toList());
        all.add(0, server);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(Postmaster::awaitEnd);
    }

    /** A planned stop: sessions are ended, and what they have not committed is rolled back. */
    void stop() throws IOException, InterruptedException {
        ProcessHandle server = process();
        // SIGINT, which Java cannot send.
        new ProcessBuilder("kill", "-INT", String.valueOf(server.pid())).start().waitFor();
        awaitEnd(server);
    }

    /** Starts it again, on the same port; whoever connects waits until it has recovered. */
    void start() throws IOException, InterruptedException {
        while (new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor(500, TimeUnit.MILLISECONDS)) {
            // A session of the killed server that has not noticed yet still holds its memory: once more.
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("process " + process.pid() + " of PostgreSQL did not end", e);
        }
    }
}
