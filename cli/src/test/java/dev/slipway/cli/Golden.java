package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the checkout that a test knows word for word. {@code -Dslipway.docs=true} writes what is new. */
record Golden(Path file) {
    /** Tests may have led commands to a checkout of their own. */
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    static Golden resource(String name) {
        return new Golden(HOME.resolve("cli/src/main/resources/dev/slipway/cli/" + name));
    }

    static Golden test(String name) {
        return new Golden(HOME.resolve("cli/src/test/resources/dev/slipway/cli/" + name));
    }

    static Golden docs(String name) {
        return new Golden(HOME.resolve("docs/" + name));
    }

    void shouldBe(String text) throws IOException {
        if (Boolean.getBoolean("slipway.docs")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text)
                .as("%s is stale where this differs; 'mvn verify -pl cli -am -Dslipway.docs=true' writes it", file)
                .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    }
}
