package dev.slipway.cli.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cli.Checkout;
import dev.slipway.releases.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path home;

    @Test
    void shouldTellThatFolderAndEnvironmentDiffer() throws IOException {
        model("1.1.0", "y");
        environment("{version: 1.0.0, input: \"s3://feeds/toy/\", compute: {size: small, timeout: 30m},"
                + " limits: {rejects: 5%, minRows: 7, rowChange: 12.5%}, keep: 9,"
                + " copy: {table: toys, mode: merge, fields: [id, y], indexes: [[y]]}}");

        Settings settings = read();

        assertThat(settings.notices())
                .containsExactly("the folder has toy 1.1.0, environments/lab.yaml runs 1.0.0: the folder's version is"
                        + " rehearsed");
        assertThat(settings.copy(toy()).orElseThrow().toJson())
                .isEqualTo("{\"model\":\"toy\",\"major\":1,\"table\":\"toys\",\"mode\":\"merge\","
                        + "\"fields\":[\"id\",\"y\"],\"indexes\":[[\"y\"]]}");
    }

    @Test
    void shouldRehearseAModelThatTheEnvironmentDoesNotHaveAndSayWithWhat() throws IOException {
        model("1.1.0", "y");
        environment(null);

        Settings settings = read();

        assertThat(settings.notices())
                .containsExactly(
                        "environments/lab.yaml has no toy: rehearsed with rejects 1%, no other limits, keep 10,"
                                + " and all fields copied to predictions.toy");
        assertThat(settings.copy(toy()).orElseThrow().fields()).containsExactly("id", "y");
    }

    @Test
    void shouldRefuseToCopyAFieldThatTheFoldersVersionLacks() throws IOException {
        model("2.0.0", "z");
        environment("{version: 1.0.0, input: \"s3://feeds/toy/\", compute: {size: small, timeout: 30m},"
                + " limits: {rejects: 5%, minRows: 7}, keep: 9, copy: {table: toys, mode: replace, fields: [id, y]}}");

        assertThatThrownBy(this::read)
                .hasMessage("environments/lab.yaml copies y of toy, but version 2.0.0 in toy/ has the outputs id, z");
    }

    private Settings read() {
        return Settings.read(new Checkout(home), "lab", toy(), "folder");
    }

    private ModelFile toy() {
        return ModelFile.read(home.resolve("models/toy"));
    }

    private void model(String version, String output) throws IOException {
        write("models/toy/model.yaml", """
                name: toy
                version: %s
                runtime: python
                key: [id]
                input: {id: string, x: double}
                output: {id: string, %s: double}
                """.formatted(version, output));
    }

    private void environment(String toy) throws IOException {
        write("environments/lab.yaml", """
                account: "333333333333"
                region: eu-central-1
                protect: false
                network: {egress: endpoints}
                application: {create: true}
                notify: []
                models: %s
                """.formatted(toy == null ? "{}" : "{toy: " + toy + "}"));
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
