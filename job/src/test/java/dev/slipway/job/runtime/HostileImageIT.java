package dev.slipway.job.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.TestEngine;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hostile image tries, in a real container: it is contained, the reason says so, and nothing of it is left. */
class HostileImageIT {
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    static Path images;

    private static TestEngine engine;
    private static ContainerRuntime image;

    @TempDir
    Path folder;

    private ContainerRuntime runtime;

    @BeforeAll
    static void load() {
        engine = TestEngine.required();
        image = ContainerRuntime.of(
                engine.engine(), engine.load(TestEngine.scripted().openFolder("/open"), images), "hostile", null);
    }

    @AfterAll
    static void remove() {
        if (engine != null) {
            engine.close();
        }
    }

    @BeforeEach
    void limit() {
        runtime = image.with(image.limits().withMemory(64 * MEBIBYTE).withProcesses(40));
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(TestEngine.left()).isEmpty();
    }

    private Sandbox sandbox() {
        return new Sandbox(runtime, folder);
    }

    @Test
    void shouldContainAForkBomb() {
        InferenceException failure = sandbox().failure("f() { f | f & }; f & sleep 2; exit 70");
        assertThat(failure).hasMessageContaining("it reached its limit of 40 processes and threads");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.DEFECT);
    }

    @Test
    void shouldKnowOfAForkBombThatSaysNothing() throws Exception {
        ContainerRun run = (ContainerRun) sandbox().start("f() { f | f & }; f 2>/dev/null & exec sleep 60", line -> {});
        while (!run.processLimitReached() && !TestEngine.left().isEmpty()) {
            Thread.sleep(50);
        }
        run.stop();
        assertThat(run.await(Duration.ofMinutes(1)).failure("predict", Duration.ofMinutes(1)))
                .hasMessageContaining("it reached its limit of 40 processes and threads");
    }

    @Test
    void shouldKillAnImageThatFillsItsOutput() {
        runtime = runtime.with(runtime.limits().withDisk(8 * MEBIBYTE));
        InferenceException failure =
                sandbox().failure("dd if=/dev/zero of=/run/out/predictions.csv bs=1M count=9; sleep 60");
        assertThat(failure)
                .hasMessageStartingWith("predict was killed: it had written ")
                .hasMessageContaining("to out/, more than the 8192 KiB that it may (SLIPWAY_DISK)");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.DEFECT);
    }

    @Test
    void shouldKillAnImageThatFillsTheSharedFolder() throws Exception {
        runtime = runtime.with(runtime.limits().withDisk(8 * MEBIBYTE));
        Files.createDirectories(folder.resolve("shared"));
        Files.write(folder.resolve("shared/earlier"), new byte[20 << 20]);
        assertThat(sandbox().run("sleep 0.5").status())
                .as("what was there before does not count")
                .isZero();
        assertThat(sandbox().failure("dd if=/dev/zero of=/run/shared/cache bs=1M count=9; sleep 60"))
                .hasMessageContaining("to shared/, more than the 8192 KiB");
    }

    @Test
    void shouldKillAnImageThatLeavesNoRoomOnTheDisk() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, 40)) {
            InferenceException failure = sandbox()
                    .start("dd if=/dev/zero of=/run/out/a bs=1M count=39; sleep 60", disk.folder(), line -> {})
                    .await(Duration.ofMinutes(1))
                    .failure("predict", Duration.ofMinutes(1));
            assertThat(failure)
                    .hasMessageContaining("predict was killed: the disk of " + disk.folder() + " was nearly full: ")
                    .hasMessageContaining("2048 KiB must stay");
            assertThat(failure.exitCode()).isEqualTo(ExitCode.TRY_AGAIN);
        }
    }

    @Test
    void shouldKillAnImageThatMakesCountlessFiles() {
        assertThat(sandbox().failure("cd /run/out; i=0; while :; do : > $i; i=$((i+1)); done"))
                .hasMessageContaining("files in out/, more than the 10000 that it may");
    }

    @Test
    void shouldGiveAFullHomeBackToTheImage() {
        ImageEnd end = sandbox().run("dd if=/dev/zero of=/tmp/fill bs=1M count=60 2>&1; exit 70");
        assertThat(String.join("\n", end.lastLines())).contains("No space left on device");
    }

    @Test
    void shouldTellThatMemoryRanOut() {
        InferenceException failure = sandbox().failure("x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done");
        assertThat(failure)
                .hasMessage("predict ran out of memory: it may have 64 MiB, files in /tmp included (SLIPWAY_MEMORY)");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.DEFECT);
    }

    @Test
    void shouldReachNobody() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            ImageEnd end = sandbox()
                    .run("ls /sys/class/net; for host in 192.0.2.1 127.0.0.1; do nc -w 2 $host " + server.getLocalPort()
                            + " 2>&1 < /dev/null; done; exit 70");
            assertThat(end.lastLines())
                    .containsExactly(
                            "lo",
                            "nc: can't connect to remote host (192.0.2.1): Network is unreachable",
                            "nc: can't connect to remote host (127.0.0.1): Connection refused");
        }
    }

    @Test
    void shouldWriteNowhereElse() {
        ImageEnd end = sandbox()
                .run("for place in /open / /opt/model /etc /run /run/in /dev /sys /proc/sys/kernel; do"
                        + " touch $place/x 2>&1; done; exit 70");
        assertThat(end.lastLines())
                .hasSize(9)
                .startsWith("touch: /open/x: Read-only file system")
                .allMatch(line -> line.matches(
                        "touch: /.*/?x: (Read-only file system|Permission denied|No such file or directory)"));
        assertThat(folder.resolve("in")).isEmptyDirectory();
    }

    @Test
    void shouldSeeNothingOfTheMachine() {
        ImageEnd end = sandbox()
                .run("id -u; grep ' /run/' /proc/mounts | cut -d' ' -f2,4 | cut -d, -f1;"
                        + " grep -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status");
        assertThat(end.lastLines())
                .as("a capability that is not dropped would be in CapBnd, though this user has none in CapEff")
                .contains("65532", "/run/in ro", "/run/out rw", "/run/shared rw", "NoNewPrivs:\t1")
                .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000")
                .filteredOn(line -> line.startsWith("/run/"))
                .hasSize(3);
    }

    @Test
    void shouldKillAnImageThatIgnoresSigterm() {
        InferenceException failure =
                new Sandbox(runtime, folder, Duration.ofMillis(300)).failure("trap '' TERM; while :; do sleep 1; done");
        assertThat(failure)
                .hasMessage(
                        "predict was stopped: deadline passed after 0.3s; it ignored SIGTERM for 10s and was killed");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.TRY_AGAIN);
    }

    @Test
    void shouldEndWhatAnImageLeavesBehind() throws Exception {
        assertThat(sandbox()
                        .run("(while :; do date >> /run/out/beat; sleep 0.05; done) & sleep 0.3")
                        .status())
                .isZero();
        long beats = Files.size(folder.resolve("out/beat"));
        Thread.sleep(300);
        assertThat(Files.size(folder.resolve("out/beat"))).isEqualTo(beats).isPositive();
    }

    @Test
    void shouldReadAnEndlessLogAndKeepLittle() {
        ImageEnd end = sandbox().run("yes 0123456789 | head -c 22000000; echo; echo the end");
        assertThat(end.status()).isZero();
        assertThat(end.lastLines()).hasSize(20).last().isEqualTo("the end");
        assertThat(end.stdout()).hasSize(ImageEnd.STDOUT_LIMIT);
        assertThat(end.linesNotShown()).isGreaterThan(1_900_000);
    }

    @Test
    void shouldGiveNoRightsToASetuidProgram() throws Exception {
        Path root = Files.createDirectories(folder.resolve("root/bin"));
        Files.copy(Path.of("/bin/busybox"), root.resolve("su"));
        String tag = "slipway-test/setuid:" + ProcessHandle.current().pid();
        TestEngine.output(
                "sh",
                "-c",
                "cd " + folder + "/root && chmod 4755 bin/su && tar -c --owner=0 --group=0 bin |"
                        + " docker import -c 'USER 65532:65532' -c 'ENTRYPOINT [\"/bin/su\",\"root\",\"-c\"]' - "
                        + tag);
        engine.forget(tag);
        ContainerRuntime setuid = ContainerRuntime.of(
                engine.engine(), engine.engine().inspect(tag).orElseThrow(), tag, null);
        assertThat(new Sandbox(setuid, folder).failure(""))
                .as("without no-new-privileges su would miss /etc/passwd instead")
                .hasMessageContaining("su: must be suid to work properly");
    }

    @Test
    void shouldReadNoFileOfTheMachineAsTheGoldenSet() throws Exception {
        Path root = Files.createDirectories(folder.resolve("root/opt/model"));
        Files.createSymbolicLink(root.resolve("golden.csv"), Path.of("/etc/hostname"));
        String tag = "slipway-test/link:" + ProcessHandle.current().pid();
        TestEngine.output(
                "sh",
                "-c",
                "cd " + folder + "/root && tar -c opt |"
                        + " docker import -c 'USER 65532:65532' -c 'ENTRYPOINT [\"/none\"]' - " + tag);
        engine.forget(tag);
        ContainerRuntime link = ContainerRuntime.of(
                engine.engine(), engine.engine().inspect(tag).orElseThrow(), tag, null);
        assertThat(link.golden()).isEmpty();
        assertThat(image.golden()).as("this image has none").isEmpty();
    }

    @Test
    void shouldStopInGoodOrderWhenAsked() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        ImageRun run = sandbox()
                .start("trap 'echo good bye >&2; exit 143' TERM; echo up; while :; do sleep 0.05; done", lines::add);
        while (lines.isEmpty()) {
            Thread.sleep(10);
        }
        run.stop();
        ImageEnd end = run.await(Duration.ofMinutes(1));
        assertThat(end.stopped()).isEqualTo(ImageEnd.Stopped.ASKED);
        assertThat(end.status()).isEqualTo(143);
        assertThat(end.killed()).isFalse();
        assertThat(end.lastError()).isEqualTo("good bye");
    }
}
