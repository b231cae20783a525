package dev.slipway.cli.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.cli.Prerequisite;
import dev.slipway.cli.Tool;
import dev.slipway.cli.model.RuntimeAsked;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLetAPythonModelGenerateItsOwnData() throws IOException {
        assumeTrue(Prerequisite.python(), "there is no python3 of 3.9 or newer on this machine");
        write("development/generate.py", """
                import sys
                open(sys.argv[sys.argv.index("--output") + 1], "w").write(" ".join(sys.argv[1:-2]))
                """);

        Input input = input(null);

        assertThat(input.synthetic()).isTrue();
        assertThat(Path.of(input.address())).hasContent("--rows 7 --as-of 2026-11-20 --seed 1");
    }

    @Test
    void shouldTakeTheGoldenSetAndSaySoWhereNothingGeneratesData() throws IOException {
        Input input = input(null);

        assertThat(input.synthetic()).isFalse();
        assertThat(input.address()).isEqualTo(folder.resolve("golden.csv").toString());
        assertThat(input.told())
                .isEqualTo("the golden set, because there is neither --input nor a program that generates data");
    }

    @Test
    void shouldPassAddressesThatTheJobUnderstands() throws IOException {
        assertThat(input("s3://feeds/toy/").address()).isEqualTo("s3://feeds/toy/");
        assertThat(input("sql:SELECT 1").address()).isEqualTo("sql:SELECT 1");
        assertThat(input(folder.toString()).address()).isEqualTo(folder.toString());
    }

    @Test
    void shouldShowWhatAGeneratorSaidThatFailed() throws IOException {
        assumeTrue(Prerequisite.python(), "there is no python3 of 3.9 or newer on this machine");
        write("development/generate.py", "import sys\nsys.exit('no channels')\n");

        assertThatThrownBy(() -> input(null))
                .hasMessageStartingWith("generating data for toy failed: 'python3 ")
                .hasMessageEndingWith("ended with 1\nno channels");
    }

    private Input input(String given) throws IOException {
        write("golden.csv", "id,x\na,1\n");
        write("model.yaml", """
                name: toy
                version: 1.0.0
                runtime: python
                key: [id]
                input: {id: string, x: double}
                output: {id: string, y: double}
                golden: golden.csv
                """);
        Options options = new Options(
                "toy",
                "dev",
                given,
                7,
                Instant.parse("2026-11-20T23:59:00Z"),
                folder.resolve("work"),
                false,
                RuntimeAsked.NOTHING,
                false);
        return Input.of(options, ModelFile.read(folder), folder.resolve("input.csv"), new Tool(null));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }
}
