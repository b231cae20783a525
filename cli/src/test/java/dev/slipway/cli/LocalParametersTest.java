package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalParametersTest {
    private static final String NAME = "/slipway/dev/analytics/job/password";

    @TempDir
    private Path folder;

    @Test
    void shouldKeepSecretsWhereOnlyTheOwnerReadsThem() throws Exception {
        Path file = folder.resolve("work/parameters.json");

        String secret = new LocalParameters(file).secret(NAME);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(JSON.std.mapFrom(Files.readString(file))).containsOnly(Map.entry(NAME, secret));
        assertThat(Files.list(file.getParent())).containsExactly(file);
    }

    @Test
    void shouldRememberASecretAndMakeEachOneDifferent() {
        Path file = folder.resolve("parameters.json");
        LocalParameters first = new LocalParameters(file);

        String secret = first.secret(NAME);
        String other = first.secret("/slipway/dev/analytics/etl/password");

        assertThat(new LocalParameters(file).secret(NAME)).isEqualTo(secret).hasSize(32);
        assertThat(other).isNotEqualTo(secret);
    }
}
