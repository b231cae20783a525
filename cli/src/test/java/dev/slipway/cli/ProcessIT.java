package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as processes of their own: stopped or killed on their way, or on a poor machine. */
class ProcessIT {
    @TempDir
    private Path work;

    @Test
    void shouldLeaveNoServerBehindWhenItIsStopped() throws Exception {
        Process rehearsal = start();
        awaitDatabases(rehearsal);

        rehearsal.destroy();

        assertThat(rehearsal.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(rehearsal.exitValue()).isEqualTo(143);
        assertThat(lockFiles()).isEmpty();
        assertThat(databases()).isEmpty();
    }

    @Test
    void shouldClearAwayWhatAKilledRehearsalLeft() throws Exception {
        Process rehearsal = start();
        awaitDatabases(rehearsal);
        rehearsal.destroyForcibly().waitFor();
        List<Long> servers = lockFiles().stream().map(ProcessIT::pid).toList();
        assertThat(servers).hasSize(2).allMatch(ProcessIT::alive);

        Typed next = Typed.slipway("rehearse", "--rows", "20", "--work", work.toString());

        assertThat(next.code()).as(next.err()).isZero();
        assertThat(servers).noneMatch(ProcessIT::alive);
        assertThat(databases()).isEmpty();
    }

    @Test
    void shouldSayThatPythonIsMissing() throws Exception {
        ProcessBuilder builder = command("check", "film-gross");
        builder.environment().put("PATH", work.toString());
        Process check = builder.start();

        String err = new String(check.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor()).isEqualTo(78);
        assertThat(err).contains("a Python model needs 'python3', which does not run here: ");
    }

    private Process start() throws IOException {
        return command("rehearse", "--rows", "30000", "--work", work.toString()).start();
    }

    private static ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dslipway.home=" + Checkout.find().home(),
                "-cp",
                System.getProperty("java.class.path"),
                Slipway.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** The databases are shown when they are ready; the job then still has to run. */
    private static void awaitDatabases(Process rehearsal) throws IOException {
        BufferedReader remarks = rehearsal.errorReader();
        StringBuilder read = new StringBuilder();
        for (String line = remarks.readLine(); line != null; line = remarks.readLine()) {
            read.append(line).append('\n');
            if (line.contains("✓ databases")) {
                return;
            }
        }
        throw new AssertionError("ended before its databases were ready:\n" + read);
    }

    private List<Path> databases() throws IOException {
        return find("databases");
    }

    private List<Path> lockFiles() throws IOException {
        return find("postmaster.pid");
    }

    private List<Path> find(String name) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            return files.filter(file -> file.endsWith(name)).toList();
        }
    }

    private static long pid(Path lockFile) {
        try {
            return Long.parseLong(Files.readAllLines(lockFile).get(0).trim());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
