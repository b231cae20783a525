package dev.slipway.job.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.images.TinyImages;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.TestEngine;
import dev.slipway.job.engine.EngineImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images in a container, and images that cannot be run in one: what is told. */
class ContainerRuntimeIT {
    @TempDir
    Path folder;

    private TestEngine engine;

    @BeforeEach
    void find() {
        engine = TestEngine.required();
    }

    @AfterEach
    void remove() {
        if (engine != null) {
            assertThat(TestEngine.left()).isEmpty();
            engine.close();
        }
    }

    private ContainerRuntime runtime(TinyImages image) {
        EngineImage loaded = engine.load(image, folder);
        return ContainerRuntime.of(engine.engine(), loaded, "tiny.tar", null);
    }

    @Test
    void shouldDescribeAnImageAndCopyItsGoldenSet() throws Exception {
        ContainerRuntime runtime = runtime(TestEngine.scripted().file("/opt/model/golden.csv", "id\na\n"));
        assertThat(runtime.describe().name().value()).isEqualTo("doubling");
        assertThat(runtime.golden().orElseThrow()).hasContent("id\na");
        assertThat(runtime.kind()).isEqualTo("container");
    }

    @Test
    void shouldRunAsAnyUserWithinAnyMemory() throws Exception {
        ContainerRuntime any = runtime(TestEngine.scripted());
        ContainerRuntime runtime =
                any.with(any.limits().withMemory(32 << 20)).as(12345).orElseThrow();
        ImageEnd end = new Sandbox(runtime, folder).run("id -u; touch /run/out/mine; df -m /tmp | tail -n 1");
        assertThat(end.lastLines().get(0)).isEqualTo("12345");
        assertThat(end.lastLines().get(1)).matches("tmpfs +8 .*");
        assertThat(Files.getAttribute(folder.resolve("out/mine"), "unix:uid")).isEqualTo(12345);
    }

    @Test
    void shouldRefuseAnImageOfRoot() {
        refused(
                TestEngine.scripted().user(""),
                "tiny.tar: expected a user without rights, by number such as 65532:65532, got none, which is root");
        refused(TestEngine.scripted().user("0:0"), "such as 65532:65532, got 0:0");
        refused(TestEngine.scripted().user("root"), "such as 65532:65532, got root");
    }

    @Test
    void shouldRefuseAnImageWithoutAnEntryPoint() {
        refused(
                TestEngine.scripted().entrypoint(),
                "tiny.tar: expected an entry point that takes the verb as its argument, got none");
    }

    @Test
    void shouldRefuseAnImageWithAVolume() throws Exception {
        Path root = Files.createDirectories(folder.resolve("root/data"));
        String tag = "slipway-test/volume:" + ProcessHandle.current().pid();
        TestEngine.output(
                "sh",
                "-c",
                "tar -c -C " + root.getParent() + " data | docker import -c 'USER 65532:65532' -c 'VOLUME /data'"
                        + " -c 'ENTRYPOINT [\"/none\"]' - " + tag);
        engine.forget(tag);
        EngineImage image = engine.engine().inspect(tag).orElseThrow();
        InferenceException failure = catchThrowableOfType(
                InferenceException.class, () -> ContainerRuntime.of(engine.engine(), image, tag, null));
        assertThat(failure)
                .hasMessage(tag + ": expected no VOLUME: only in/, out/, shared/ and /tmp are mounted, got /data");
    }

    private void refused(TinyImages image, String message) {
        InferenceException failure = catchThrowableOfType(InferenceException.class, () -> runtime(image));
        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void shouldTellThatTheEntryPointIsMissing() {
        cannotStart(
                TestEngine.scripted().entrypoint("/opt/app/missing", "--fast"),
                "describe cannot be started: its entry point /opt/app/missing --fast cannot be executed; expected a"
                        + " program for linux/amd64, or a script whose interpreter is in the image");
    }

    @Test
    void shouldTellThatAScriptsInterpreterIsMissing() {
        cannotStart(
                TestEngine.scripted()
                        .file("/opt/app/run", "#!/bin/bash\ntrue\n")
                        .entrypoint("/opt/app/run"),
                "its entry point /opt/app/run cannot be executed; expected a program for linux/amd64, or a script");
    }

    @Test
    void shouldTellThatTheImageIsForAnotherArchitecture() {
        cannotStart(
                TestEngine.scripted()
                        .architecture("arm64")
                        .file("/arm", "\u007fELF\u0001\u0001\u0001")
                        .entrypoint("/arm"),
                "describe cannot be started: expected an image for linux/amd64, which is this engine's, got linux/arm64");
    }

    private void cannotStart(TinyImages image, String message) {
        ContainerRuntime runtime = runtime(image);
        InferenceException failure = catchThrowableOfType(InferenceException.class, runtime::describe);
        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void shouldRefuseAFolderThatCannotBeMounted() {
        ContainerRuntime runtime = runtime(TestEngine.scripted());
        InferenceException failure = catchThrowableOfType(
                InferenceException.class, () -> new Sandbox(runtime, folder.resolve("a,b")).run("true"));
        assertThat(failure).hasMessageContaining("a,b/in; take a folder without commas and quotes in its path");
    }

    @Test
    void shouldNoticeAnImageThatIsGone() {
        EngineImage image = engine.load(TestEngine.scripted().environment("ONLY", "here"), folder);
        ContainerRuntime runtime = ContainerRuntime.of(engine.engine(), image, "tiny.tar", null);
        engine.close();
        InferenceException failure = catchThrowableOfType(InferenceException.class, runtime::describe);
        assertThat(failure).hasMessageContaining("tiny.tar: the container engine makes no container: ");
        assertThat(List.of(failure.exitCode())).containsExactly(ExitCode.BAD_CONFIGURATION);
    }
}
