package dev.slipway.images.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseTarTest {
    @TempDir
    private Path folder;

    /** Word for word, for one process cannot see what another one would have written. */
    @Test
    void shouldWriteWhatIsHashedInTheSameOrderInEveryProcess() throws IOException {
        Path tar = folder.resolve("base.tar");

        new BaseTar(Files.createDirectory(folder.resolve("root")), "amd64").write(tar, "a:1");

        assertThat(file(tar, "config.json")
                        .replaceAll("sha256:[0-9a-f]{64}", "DIGEST")
                        .replaceAll("PATH=[^\"]+", "PATH"))
                .isEqualTo("""
                {"created":"1970-01-01T00:00:00Z","architecture":"amd64","os":"linux",\
                "config":{"User":"65532:65532","Env":["PATH","LANG=C.UTF-8"],"Entrypoint":["python3"]},\
                "rootfs":{"type":"layers","diff_ids":["DIGEST"]},\
                "history":[{"created":"1970-01-01T00:00:00Z","created_by":"slipway python-base"}]}""");
        assertThat(file(tar, "manifest.json"))
                .isEqualTo("[{\"Config\":\"config.json\",\"RepoTags\":[\"a:1\"],\"Layers\":[\"layer.tar.gz\"]}]");
    }

    private static String file(Path tar, String name) throws IOException {
        try (TarArchiveInputStream files = new TarArchiveInputStream(Files.newInputStream(tar))) {
            for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(files.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("no " + name);
    }
}
