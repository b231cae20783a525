package dev.slipway.job.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRuntimeIT {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void shouldDescribeAnImage() {
        ProcessRuntime runtime = new ProcessRuntime(TestImages.java(folder));
        assertThat(runtime.describe().name().value()).isEqualTo("doubling");
        assertThat(runtime.golden()).contains(folder.resolve("model/golden.csv"));
    }

    @Test
    void shouldRefuseWhatDescribesNothing() {
        TestImages.wrapped(folder, "echo hello");
        refused(ExitCode.DEFECT, "expected describe to print the manifest as JSON and nothing else, got \"hello\"");
        TestImages.wrapped(folder, "echo 'no weights' >&2; exit 3");
        refused(
                ExitCode.DEFECT,
                "describe ended with 3 (not a code of the specification, so a defect): \"no weights\"");
    }

    @Test
    void shouldRefuseAnotherMajorOfTheSpecification() throws IOException {
        TestImages.java(folder);
        Path manifest = folder.resolve("model/manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"spec\":\"1.0\"", "\"spec\":\"2.0\""));
        refused(ExitCode.BAD_CONFIGURATION, "2.0");
    }

    @Test
    void shouldRefuseAFolderThatIsNoImage() throws IOException {
        refused(
                ExitCode.BAD_CONFIGURATION,
                folder + ": expected an image folder with entrypoint.json, app/ and model/");
        TestImages.java(folder);
        Path entry = folder.resolve("entrypoint.json");
        Files.writeString(entry, "java -jar app.jar");
        refused(ExitCode.BAD_CONFIGURATION, entry + ": expected a JSON list such as [\"java\",");
        Files.writeString(entry, "[]");
        refused(ExitCode.BAD_CONFIGURATION, entry + ": expected a command, got an empty list");
        Files.writeString(entry, "[\"fortran77\"]");
        refused(ExitCode.BAD_CONFIGURATION, "starts fortran77, which this machine does not have");
    }

    @Test
    void shouldHandOverTheImagesOwnVariablesWithAbsolutePaths() throws IOException {
        TestImages.shell(folder, "echo \"$PYTHONPATH $THREADS $HOME\"");
        Path environment = folder.resolve("environment.json");
        Files.writeString(environment, "{\"PYTHONPATH\":\"app/lib\",\"THREADS\":\"2\",\"HOME\":\"/root\"}");
        assertThat(run("validate").lastLines().get(0))
                .startsWith(folder.resolve("app/lib") + " 2 ")
                .as("what the runtime sets stays")
                .doesNotContain("/root");
        Files.writeString(environment, "{\"THREADS\":2}");
        refused(
                ExitCode.BAD_CONFIGURATION,
                environment + ": expected a JSON object of strings such as {\"PYTHONPATH\"");
    }

    @Test
    void shouldRemoveLinksThatAnImageLeavesInItsOutput() throws IOException {
        TestImages.shell(
                folder,
                "mkdir \"$SLIPWAY_OUT/sub\"; ln -s /etc/passwd \"$SLIPWAY_OUT/sub/x\"; echo 1 > \"$SLIPWAY_OUT/y\"");
        Path out = Files.createDirectories(folder.resolve("out"));
        ImageEnd end = new ProcessRuntime(folder)
                .start(ImageCall.folders(null, out, null).with(List.of("predict")))
                .await(LONG);
        assertThat(end.status()).isZero();
        assertThat(end.done()).isFalse();
        assertThat(end.failure("predict", LONG))
                .hasMessageStartingWith("predict left \"sub/x -> /etc/passwd\" in out/; expected regular files");
        assertThat(out.resolve("sub")).isEmptyDirectory();
        assertThat(out.resolve("y")).hasContent("1");
    }

    @Test
    void shouldGiveEachRunAHomeOfItsOwnAndRemoveIt() {
        TestImages.shell(folder, "echo kept > \"$HOME/file\"; ls \"$HOME\"; echo \"$HOME\"");
        for (int run = 0; run < 2; run++) {
            List<String> lines = run("validate").lastLines();
            assertThat(lines).hasSize(2).first().isEqualTo("file");
            assertThat(Path.of(lines.get(1))).doesNotExist();
        }
    }

    @Test
    void shouldLetJavaLeaveItsTemporaryFilesThereToo() throws IOException {
        TestImages.java(folder);
        Files.writeString(folder.resolve("entrypoint.json"), "[\"java\",\"app/Where.java\"]");
        Files.writeString(folder.resolve("app/Where.java"), """
                class Where {
                    public static void main(String[] verb) {
                        System.err.println(System.getProperty("java.io.tmpdir").equals(System.getenv("TMPDIR")));
                    }
                }
                """);
        assertThat(run("validate").lastLines()).containsExactly("true");
    }

    @Test
    void shouldEndWhatAnImageLeavesBehind() throws Exception {
        TestImages.shell(folder, "sleep 300 &\necho $!\n");
        ImageEnd end = run("validate");
        assertThat(end.status()).isZero();
        long left = Long.parseLong(end.lastLines().get(0));
        for (int tries = 0; tries < 100 && ProcessHandle.of(left).isPresent(); tries++) {
            Thread.sleep(20);
        }
        assertThat(ProcessHandle.of(left)).isEmpty();
    }

    @Test
    void shouldKeepTheLastWordsOfAnImageThatIsStopped() {
        TestImages.shell(folder, "trap 'echo good bye >&2; exit 143' TERM\nwhile :; do sleep 0.05; done\n");
        ImageEnd end = new ProcessRuntime(folder).start(call("predict")).await(Duration.ofMillis(300));
        assertThat(end.stopped()).isEqualTo(ImageEnd.Stopped.DEADLINE);
        assertThat(end.killed()).isFalse();
        assertThat(end.status()).isEqualTo(143);
        assertThat(end.lastError()).isEqualTo("good bye");
    }

    @Test
    void shouldShowLinesAsTheyCameAndCountTheRest() {
        TestImages.shell(folder, "yes 0123456789 | head -n 300000\necho the end\n");
        ImageEnd end = run("validate");
        assertThat(end.stdout()).hasSize(ImageEnd.STDOUT_LIMIT);
        assertThat(end.lastLines()).hasSize(20).last().isEqualTo("the end");
        // Lines of 11 bytes up to 1 MiB are shown.
        assertThat(end.linesNotShown()).isEqualTo(300_001 - (1 << 20) / 11);
    }

    private ImageEnd run(String verb) {
        return new ProcessRuntime(folder).start(call(verb)).await(LONG);
    }

    private static ImageCall call(String verb) {
        return ImageCall.folders(null, null, null).with(List.of(verb));
    }

    private void refused(ExitCode code, String message) {
        assertThatThrownBy(() -> new ProcessRuntime(folder).describe())
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining(message)
                .extracting("exitCode")
                .isEqualTo(code);
    }
}
