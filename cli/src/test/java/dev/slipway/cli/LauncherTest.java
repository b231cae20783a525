package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./slipway}, in a checkout of its own with a {@code java} and a {@code mvn} that tell what they got. */
class LauncherTest {
    private static final long PAST = 1_700_000_000_000L;
    private static final String JAVA_17 = """
            #!/bin/sh
            home=$(cd "$(dirname "$0")/.." && pwd)
            case " $* " in *' -version '*) echo asked >>"$home/asked"; echo "    java.home = $home
                java.specification.version = 17" >&2; exit ;; esac
            for argument; do echo "$argument"; done
            """;

    @TempDir
    private Path folder;

    private Path home;
    private Path bin;

    @BeforeEach
    void makeCheckout() throws IOException {
        home = Files.createDirectories(folder.resolve("check out")).toRealPath();
        bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(Checkout.find().home().resolve("slipway"), home.resolve("slipway"));
        program("java", JAVA_17);
        file("pom.xml");
        file("cli/src/main/java/Source.java");
        file("cli/target/slipway.jar");
        age("cli/target/slipway.jar", 10);
    }

    @Test
    void shouldStartFromAnyFolderThroughALinkAndKeepTheArguments() throws Exception {
        Path link = Files.createSymbolicLink(bin.resolve("link"), Path.of("../check out/slipway"));

        Ended ended = run(link, "rehearse", "a b", "*");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out().lines())
                .contains("-Dslipway.home=" + home, "-Dslipway.terminal=false")
                .doesNotContain("-XX:TieredStopAtLevel=1")
                .endsWith("-jar", home + "/cli/target/slipway.jar", "rehearse", "a b", "*");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void shouldBuildQuietlyWhenASourceIsNewer() throws Exception {
        program("mvn", "#!/bin/sh\necho noise; echo \"$@\" > '" + folder + "/mvn.log'\n");
        age("cli/src/main/java/Source.java", 20);

        Ended first = run(home.resolve("slipway"), "--version");
        Ended second = run(home.resolve("slipway"), "--version");

        assertThat(first.err()).startsWith("slipway: building the command").doesNotContain("noise");
        assertThat(folder.resolve("mvn.log")).content().contains("-Dmaven.test.skip", "-pl cli -am package");
        assertThat(second.err()).isEmpty();
    }

    @Test
    void shouldShowMavensOutputWhenTheBuildFails() throws Exception {
        program("mvn", "#!/bin/sh\necho 'cannot compile'; exit 1\n");
        Files.delete(home.resolve("cli/target/slipway.jar"));

        Ended ended = run(home.resolve("slipway"));

        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.err()).contains("cannot compile").endsWith("could not be built, Maven's output is above.\n");
    }

    @Test
    void shouldSayThatMavenIsMissing() throws Exception {
        Files.delete(home.resolve("cli/target/slipway.jar"));

        Ended ended = run(home.resolve("slipway"));

        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.err())
                .isEqualTo("slipway: needs Maven 3.8.7 or newer to build itself, but 'mvn' is not on the PATH.\n");
    }

    @Test
    void shouldRefuseAnOldJava() throws Exception {
        program("java", "#!/bin/sh\necho '    java.specification.version = 1.8' >&2\n");

        Ended ended = run(home.resolve("slipway"));

        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.err()).isEqualTo("slipway: needs a JDK 17 or newer, but 'java' is 8. Set JAVA_HOME.\n");
    }

    @Test
    void shouldSayThatThereIsNoJava() throws Exception {
        Files.delete(bin.resolve("java"));

        Ended ended = run(home.resolve("slipway"));

        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.err())
                .isEqualTo(
                        "slipway: needs a JDK 17 or newer, but 'java' does not run. Install one or set JAVA_HOME.\n");
    }

    @Test
    void shouldAskAJdkForItsVersionOnceAndAgainWhereItIsAnother() throws Exception {
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=17.0.15\n");
        run(home.resolve("slipway"));
        run(home.resolve("slipway"));
        assertThat(folder.resolve("asked")).content().isEqualTo("asked\n");

        Files.writeString(folder.resolve("release"), "JAVA_VERSION=17.0.16\n");
        run(home.resolve("slipway"));
        run(home.resolve("slipway"));
        assertThat(folder.resolve("asked")).content().isEqualTo("asked\nasked\n");
    }

    @Test
    void shouldStartWithTheArchiveOfClassesUntilAJarIsNewer() throws Exception {
        file("cli/target/lib/desk.jar");
        String option = "-XX:SharedArchiveFile=" + home + "/cli/target/classes.jsa";
        assertThat(run(home.resolve("slipway"), "status").out().lines())
                .contains("-XX:TieredStopAtLevel=1", "status")
                .doesNotContain(option);
        file("cli/target/classes.jsa");
        Files.setLastModifiedTime(home.resolve("cli/target/classes.jsa"), FileTime.from(Instant.now()));
        assertThat(run(home.resolve("slipway"), "status").out().lines()).contains(option);

        Files.setLastModifiedTime(
                home.resolve("cli/target/lib/desk.jar"),
                FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(run(home.resolve("slipway"), "status").out().lines()).doesNotContain(option);
    }

    @Test
    void shouldTellATerminalAndItsWidth() throws Exception {
        List<String> command = List.of("bash", "-c", "stty cols 72; exec \"$0\" status", home.resolve("slipway") + "");

        Terminal terminal = Terminal.typing(List.of(), Map.of("JAVA_HOME", folder.toString()), command);

        assertThat(terminal.shown()).contains("-Dslipway.terminal=true\n", "-Dslipway.columns=72\n");
    }

    private record Ended(int code, String out, String err) {}

    private Ended run(Path launcher, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", bin + ":" + coreutils());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, err);
    }

    /** The system's programs without its java and mvn; no links, which JUnit would warn of when it removes them. */
    private Path coreutils() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("coreutils"));
        for (String name : List.of("bash", "sh", "env", "dirname", "readlink", "find", "touch", "mv")) {
            for (String place : List.of("/usr/bin/", "/bin/")) {
                if (Files.isExecutable(Path.of(place + name))) {
                    executable(programs.resolve(name), "#!/bin/sh\nexec " + place + name + " \"$@\"\n");
                }
            }
        }
        return programs;
    }

    private void program(String name, String script) throws IOException {
        executable(bin.resolve(name), script);
    }

    private static void executable(Path file, String script) throws IOException {
        assertThat(Files.writeString(file, script).toFile().setExecutable(true)).isTrue();
    }

    private void file(String name) throws IOException {
        Files.createDirectories(home.resolve(name).getParent());
        Files.writeString(home.resolve(name), "");
        age(name, 0);
    }

    /** Sets a file's time to some seconds after a moment in the past, and its folders' to that moment. */
    private void age(String name, int seconds) throws IOException {
        Path file = home.resolve(name);
        Files.setLastModifiedTime(file, FileTime.fromMillis(PAST + seconds * 1000L));
        for (Path above = file.getParent(); !above.equals(home); above = above.getParent()) {
            Files.setLastModifiedTime(above, FileTime.fromMillis(PAST));
        }
    }
}
