package dev.slipway.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An image as a runner sees it: a process of its own, with files for what it says. */
final class Child implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path out;
    private final Path err;

    private Child(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a model of {@link ChildModel} with Java's options. */
    static Child start(Image image, String model, String verb, String... options) throws IOException {
        return start(image, List.of(), model, verb, options);
    }

    /** The same behind a command, such as a shell that sets limits and runs its arguments. */
    static Child start(Image image, List<String> wrapper, String model, String verb, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildModel.class.getName(), verb));
        Path out = Files.createTempFile(image.in().getParent(), "stdout", ".txt");
        Path err = Files.createTempFile(image.in().getParent(), "stderr", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(image.model().toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(image.environment());
        builder.environment().put("TEST_MODEL", model);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return new Child(builder.start(), out, err);
    }

    /** Waits until the process has written a file, or has ended. */
    Child await(Path file) throws InterruptedException {
        while (process.isAlive() && !Files.exists(file)) {
            Thread.sleep(5);
        }
        return this;
    }

    /** Sends SIGTERM. */
    Child terminate() {
        process.destroy();
        return this;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end; gives the status. */
    int status() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the process did not end: " + said(err));
        }
        return process.exitValue();
    }

    String out() {
        return said(out);
    }

    String err() {
        return said(err);
    }

    private static String said(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
