package dev.slipway.releases;

import static dev.slipway.releases.Workspace.PROJECT;
import static dev.slipway.releases.Workspace.violations;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("slipway.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                | 1: expected a mapping such as registry: {…}, tags: {…}, got an empty file",
                "# a comment and nothing else      | 1: expected a mapping such as registry: {…}, tags: {…}, got an empty file",
                "- registry                        | 1: expected a mapping such as registry: {…}, tags: {…}, got a list",
                "registry                          | 1: expected a mapping such as registry: {…}, tags: {…}, got \"registry\"",
                "~                                 | 1: expected a mapping such as registry: {…}, tags: {…}, got nothing",
                "tags:;\tproduct: x                | 2: expected YAML, got a tab; indent with spaces",
                "tags: {a: b                       | 1: expected YAML, got a syntax error",
                "tags: a: b                        | 1: expected YAML, got a syntax error",
                "tags: &t {a: b}                   | 1: expected no anchors, got &t",
                "tags: *t                          | 1: expected the value itself, got the alias *t",
                "tags:;  <<: {a: b}                | 2: expected no merge key, got <<; write the values out",
                "tags: !!set {a}                   | 1: expected no tags, got",
                "tags: !!java.net.URL [x]          | 1: expected no tags, got",
                "tags: {};---;tags: {}             | 2: expected one document, got a second one after ---",
                "%YAML 1.1;---;tags: {}            | 1: expected no directive, got %YAML 1.1",
                "? [tags];: {}                     | 1: expected plain keys, got a list or mapping as a key",
            })
    void shouldRefuseWhatIsNotOnePlainMapping(String lines, String problem) throws IOException {
        Files.writeString(file, lines.replace(';', '\n'));

        assertThat(violations(() -> ProjectFile.read(file)))
                .anySatisfy(line -> assertThat(line).startsWith("slipway.yaml:" + problem));
    }

    @Test
    void shouldNameTheLineOfInvalidUtf8() throws IOException {
        Files.write(file, "registry: {}\n# Köln\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(violations(() -> ProjectFile.read(file)))
                .containsExactly("slipway.yaml:2: expected UTF-8, got the byte 0xF6");
    }

    @Test
    void shouldTakeAByteOrderMarkAndCrLf() throws IOException {
        Files.writeString(file, "\uFEFF" + PROJECT.replace("\n", "\r\n"));

        assertThat(ProjectFile.read(file).registryRegion()).isEqualTo(new Region("eu-central-1"));
    }

    @Test
    void shouldRefuseAFileThatIsNotThereOrIsAFolder() {
        assertThat(violations(() -> ProjectFile.read(file)))
                .containsExactly("slipway.yaml:1: expected a file, there is none at " + file);
        assertThat(violations(() -> ProjectFile.read(folder)))
                .containsExactly(folder.getFileName() + ":1: expected a file, got a folder or device at " + folder);
    }

    @Test
    void shouldRefuseAHugeFileAndDeepNesting() throws IOException {
        Files.writeString(file, "#".repeat((1 << 20) + 1));
        assertThat(violations(() -> ProjectFile.read(file)))
                .containsExactly("slipway.yaml:1: expected at most 1 MiB, got 1048577 bytes");

        Files.writeString(file, "[".repeat(500_000));
        assertThat(violations(() -> ProjectFile.read(file)))
                .containsExactly("slipway.yaml:1: expected at most 32 levels, got more");
    }

    @Test
    void shouldNotLetAFileSteerTheTerminal() throws IOException {
        Files.writeString(file, PROJECT + "\"\\e[2J\\r\u202E\": x\n");

        assertThat(violations(() -> ProjectFile.read(file)))
                .singleElement()
                .asString()
                .startsWith("slipway.yaml:5: \uFFFD[2J\uFFFD\uFFFD: unknown key");
    }

    @Test
    void shouldCutLongValues() throws IOException {
        Files.writeString(file, PROJECT.replace("eu-central-1", "e".repeat(10_000)));

        assertThat(violations(() -> ProjectFile.read(file)))
                .singleElement()
                .asString()
                .hasSizeLessThan(300);
    }
}
