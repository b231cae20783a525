package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.images.ImageTar;
import dev.slipway.images.TinyImages;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.runtime.ManifestLabel;
import dev.slipway.releases.ModelFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
    void shouldTakeAnImageOutOfTheEngineThatItIsStoppedOn() throws Exception {
        assumeTrue(Prerequisite.engine(), "no container engine answers");
        Engine engine = Engine.ask(System.getenv()).required();
        Path tar = TinyImages.script("sleep 300 # " + UUID.randomUUID())
                .label(
                        ManifestLabel.NAME,
                        ModelFile.read(Checkout.find().modelFolder("film-gross"))
                                .toManifest()
                                .toJson())
                .tar("slipway-test/slow:" + UUID.randomUUID(), work.resolve("slow.tar"));
        Path input = Files.writeString(work.resolve("in.csv"), "imdb\n");
        String id;
        try (ImageTar image = ImageTar.open(tar)) {
            id = image.configDigest();
        }
        String output = work.resolve("out").toString();
        Process predict = command("predict", "--image", tar + "", "--input", input + "", "--output", output)
                .start();
        while (engine.inspect(id).isEmpty() && predict.isAlive()) {
            Thread.sleep(50);
        }

        predict.destroy();

        assertThat(predict.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(predict.exitValue()).isEqualTo(143);
        assertThat(engine.inspect(id)).isEmpty();
    }

    @Test
    void shouldLeaveNoHalfModelWhenInitIsStoppedWhileItScores() throws Exception {
        Path graph = work.resolve("churn.onnx");
        try (InputStream bytes = ProcessIT.class.getResourceAsStream("churn.onnx")) {
            Files.copy(bytes, graph);
        }
        Path models = Files.createDirectory(work.resolve("models"));
        Process init = command("init", "churn", "--onnx", graph + "", "--folder", models.resolve("churn") + "")
                .start();
        while (find(".scoring").isEmpty() && init.isAlive()) {
            Thread.sleep(5);
        }
        assertThat(names(models)).singleElement().asString().startsWith(".churn.");

        init.destroy();

        assertThat(init.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(init.exitValue()).isEqualTo(143);
        assertThat(names(models)).isEmpty();
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
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dslipway.home=" + Checkout.find().home(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
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

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
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
            throw new UncheckedIOException(e);
        }
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
