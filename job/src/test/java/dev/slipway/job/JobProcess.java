package dev.slipway.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The job as CodeBuild starts it: a process of its own with nothing but an environment. */
final class JobProcess {
    private final Process process;

    private JobProcess(Process process) {
        this.process = process;
    }

    static JobProcess start(Map<String, String> environment, String... arguments) throws IOException {
        return start("", environment, arguments);
    }

    /** @param before shell commands that run first, such as {@code ulimit} */
    static JobProcess start(String before, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                before + "exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Job.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
        builder.environment().putAll(environment);
        return new JobProcess(builder.start());
    }

    /** What it printed and its status, once it has ended. */
    Ended await() throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the job did not end within 60 s; it said: " + output);
        }
        return new Ended(process.exitValue(), output);
    }

    void sigterm() {
        process.toHandle().destroy();
    }

    void sigkill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    long pid() {
        return process.pid();
    }

    record Ended(int status, String output) {}
}
