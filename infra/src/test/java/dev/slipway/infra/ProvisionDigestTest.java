package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisionDigestTest {
    private static final Map<String, String> CONTENT = Map.of(
            "db/analytics/V1__tables.sql", "CREATE TABLE runs ()",
            "dev/slipway/predictions/DatabaseRoles.class", "roles",
            "dev/slipway/predictions/Role.class", "role",
            "dev/slipway/lambdas/provision/Provisioner.class", "steps",
            "dev/slipway/predictions/Copier.class", "copier",
            "org/postgresql/Driver.class", "driver");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db/analytics/V1__tables.sql",
                "dev/slipway/predictions/DatabaseRoles.class",
                "dev/slipway/predictions/Role.class",
                "dev/slipway/lambdas/provision/Provisioner.class"
            })
    void shouldChangeWithMigrationsRolesAndSteps(String entry) throws IOException {
        assertThat(with(entry)).isNotEqualTo(ProvisionDigest.of(jar(CONTENT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev/slipway/predictions/Copier.class", "org/postgresql/Driver.class"})
    void shouldStayWhateverElseChanges(String entry) throws IOException {
        assertThat(with(entry)).isEqualTo(ProvisionDigest.of(jar(CONTENT)));
    }

    @Test
    void shouldSayWhichJarIsMissing() {
        assertThatThrownBy(() -> ProvisionDigest.of(folder.resolve("none.jar")))
                .hasMessageContaining("expected the provisioner's jar at " + folder.resolve("none.jar"));
    }

    private String with(String entry) throws IOException {
        Map<String, String> content = new TreeMap<>(CONTENT);
        content.put(entry, "changed");
        return ProvisionDigest.of(jar(content));
    }

    private Path jar(Map<String, String> content) throws IOException {
        Path jar = Files.createTempFile(folder, "provisioner", ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : content.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
