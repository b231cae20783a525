package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.job.JavaProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that the launcher starts with: made behind the first command, by this JDK. */
class ClassArchiveIT {
    private static final String SHARED = "dev.slipway.cli.Training source: shared objects file";

    private static final int STARTS = 200;

    @TempDir
    private Path folder;

    private Path home;

    @Test
    void shouldMakeAnArchiveStartWithItAndRenewIt() throws Exception {
        checkout();
        Path archive = home.resolve("cli/target/classes.jsa");
        List<Process> together = List.of(start(), start());
        for (Process each : together) {
            assertThat(new String(each.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("started\n");
            assertThat(each.waitFor()).isZero();
        }
        awaitSharing();
        await(archive);

        Files.setLastModifiedTime(
                home.resolve("cli/target/slipway.jar"),
                FileTime.from(Instant.now().minusMillis(1)));
        FileTime before = Files.getLastModifiedTime(archive);
        assertThat(loaded()).as("a jar is newer").contains("Training").doesNotContain(SHARED);
        awaitSharing();
        assertThat(Files.getLastModifiedTime(archive)).isGreaterThan(before);
    }

    /** What is not loaded there is loaded slowly each time. */
    @Test
    void shouldLoadWhatCommandsLoad() throws Exception {
        Path log = folder.resolve("classes.log");
        Process training = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dslipway.home=" + Checkout.find().home(),
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.slipway.cli.Training")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(training.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(training.waitFor()).isZero();
        assertThat(log)
                .content()
                .contains(
                        "dev.slipway.cli.desk.RunCommand ",
                        "codebuild.model.BatchGetProjectsResponse ",
                        "s3.model.ListObjectsV2Response ",
                        "ssm.model.DescribeParametersResponse ");
    }

    /** A checkout whose command is a program of two lines: an archive of it is there soon. */
    private void checkout() throws IOException {
        Path original = Checkout.find().home();
        home = Files.createDirectories(folder.resolve("checkout")).toRealPath();
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.createDirectories(home.resolve("scripts"));
        Files.createDirectories(home.resolve("cli/target/lib"));
        Files.copy(original.resolve("slipway"), home.resolve("slipway"));
        Files.copy(original.resolve("scripts/archive-classes"), home.resolve("scripts/archive-classes"));
        Path jar = JavaProgram.jar(home.resolve("cli/target/slipway.jar"), "dev.slipway.cli.Training", """
                package dev.slipway.cli;
                class Training { public static void main(String[] arguments) { System.out.println("started"); } }
                """, classes);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));
    }

    /** What the JVM says of our class that it loads. */
    private String loaded() throws Exception {
        Path log = Files.createTempFile(folder, "loaded", ".log");
        Process started = start("-Xlog:class+load:file=" + log);
        assertThat(new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("started\n");
        assertThat(started.waitFor()).isZero();
        return Files.readString(log)
                .lines()
                .filter(line -> line.contains("dev.slipway"))
                .collect(Collectors.joining("\n"));
    }

    private Process start(String... options) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("slipway").toString(), "--help");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SLIPWAY_JAVA_OPTS", String.join(" ", options));
        return builder.redirectErrorStream(true).start();
    }

    /** It is made behind a command, so that some that come soon after have none. */
    private void awaitSharing() throws Exception {
        for (int start = 0; start < STARTS && !loaded().contains(SHARED); start++) {
            Thread.sleep(100);
        }
        assertThat(loaded()).contains(SHARED);
    }

    /** Until it is there, and whoever made it has ended. */
    private static void await(Path archive) throws InterruptedException {
        while (!Files.exists(archive) || Files.exists(Path.of(archive + ".new"))) {
            Thread.sleep(50);
        }
    }
}
