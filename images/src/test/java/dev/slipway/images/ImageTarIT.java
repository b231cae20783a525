package dev.slipway.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digest that is told before a push is the one that the registry has after it. */
class ImageTarIT {
    @TempDir
    Path folder;

    @Test
    void shouldAnswerTheDigestThatJibPushes() {
        TinyImages image = TinyImages.script("echo tiny").label("a", "b").environment("C", "d");
        try (LocalRegistry registry = LocalRegistry.start();
                ImageTar tar = ImageTar.open(image.tar("slipway-push/tiny:1.0.0", folder.resolve("tiny.tar")))) {
            assertThat(tar.digest()).isEqualTo(image.push(registry.host() + "/tiny:1.0.0"));
        }
    }
}
