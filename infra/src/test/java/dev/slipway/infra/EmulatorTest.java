package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The round trip is skipped, visibly, where it would prove nothing. */
class EmulatorTest {
    @TempDir
    private Path folder;

    @Test
    void shouldNotFetchAnotherEmulatorThatNobodyAskedFor() throws Exception {
        assertThat(Emulator.missing(Map.of("PATH", folder.toString())))
                .contains("moto_server is not on the PATH (pip install 'moto[server]==5.2.1' brings it; with"
                        + " SLIPWAY_LOCALSTACK=1 LocalStack stands in, which nobody has tried)");
    }

    @Test
    void shouldNotMendAnotherVersion() throws Exception {
        Path program = folder.resolve("moto_server");
        Files.writeString(program, "#!/bin/sh\necho a warning\necho 5.9.0\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        assertThat(Emulator.missing(Map.of("PATH", folder.toString())))
                .get()
                .asString()
                .startsWith(program + " is moto 5.9.0 and not 5.2.1, which its mends are made for (pip install");
    }
}
