package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.Success;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code predict} and {@code check} on a small model of somebody's own, outside the checkout. */
class PythonModelIT {
    @TempDir
    private Path folder;

    private Path output;

    @BeforeEach
    void makeModel() throws IOException {
        assumeTrue(Prerequisite.python(), "there is no python3 of 3.9 or newer on this machine");
        output = folder.resolve("out");
        write("toy/model.yaml", """
                name: toy
                version: 1.0.0
                runtime: python
                key: [id]
                input: {id: string, x: double}
                output: {id: string, y: double}
                """);
        write("toy/model.py", """
                import slipway
                slipway.main(lambda: None, lambda rows: [{"y": 2 * row["x"]} for row in rows])
                """);
    }

    @Test
    void shouldScoreAFile() throws IOException {
        Typed typed = predict("id,x,extra\na,1,?\nb,2.5,?\n", "1%");

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).isEqualTo(output + ": 2 of 2 rows predicted, 0 rejected\n");
        assertThat(output.resolve(Success.PREDICTIONS)).content().isEqualTo("id,y\na,2.0\nb,5.0\n");
        assertThatCode(() -> Success.verify(output)).doesNotThrowAnyException();
    }

    @Test
    void shouldNotSayThatAllIsThereOnAFullDisk() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", disk.toString()) == 0,
                "a tiny disk needs root and a kernel that mounts tmpfs");
        output = disk.resolve("out");
        try {
            Typed typed = predict("id,x\n" + "a-long-name-of-a-row,1\n".repeat(2000), "1%");

            assertThat(typed.err()).endsWith("slipway: " + output + " cannot be written: No space left on device\n");
            assertThat(typed.code()).isEqualTo(75);
            assertThat(output.resolve(Success.FILE)).doesNotExist();
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void shouldLeaveTheRejectsOfARunThatHadTooMany() throws IOException {
        Typed typed = predict("id,x\na,1\nb,\n", "1%");

        assertThat(typed.code()).isEqualTo(65);
        assertThat(typed.err())
                .contains("slipway: predict ended with 65 (bad data): ")
                .contains("1 of 2 rows rejected");
        assertThat(output.resolve(Success.REJECTS)).content().contains("in.csv,3,x,missing,");
        assertThat(output.resolve(Success.FILE)).doesNotExist();
    }

    @Test
    void shouldTellWhichRulesABrokenModelBreaks() throws IOException {
        write("toy/model.py", "print('hello')\n");

        Typed typed = Typed.slipway("check", folder.resolve("toy").toString(), "--json");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("FAIL            describe.prints-manifest");
        Map<String, Object> json = JSON.std.mapFrom(typed.out());
        assertThat(json).containsEntry("checked", "toy 1.0.0").containsEntry("passed", false);
        assertThat((List<?>) json.get("rules"))
                .hasSizeGreaterThan(25)
                .anySatisfy(
                        rule -> assertThat(((Map<?, ?>) rule).get("outcome")).isEqualTo("FAIL"))
                .noneSatisfy(rule -> assertThat(((Map<?, ?>) rule).get("name")).isNull());
    }

    @Test
    void shouldNotSeeWhatThisMachineHasInstalledBesideTheLock() throws IOException {
        write("toy/model.py", """
                import slipway
                import sys
                print([entry for entry in sys.path if entry.endswith("-packages")])
                import pip
                slipway.main(lambda: None, lambda rows: [{"y": 2 * row["x"]} for row in rows])
                """);

        Typed typed = predict("id,x\na,1\n", "1%");

        assertThat(typed.code()).isEqualTo(70);
        assertThat(typed.err()).contains("No module named 'pip'");
    }

    private Typed predict(String input, String rejects) throws IOException {
        write("in.csv", input);
        return Typed.slipway(
                "predict",
                folder.resolve("toy").toString(),
                "--input",
                folder.resolve("in.csv").toString(),
                "--output",
                output.toString(),
                "--rejects",
                rejects);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
