package dev.slipway.images.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseBringsTest {
    @TempDir
    private Path app;

    @Test
    void shouldNameWhatTheBaseLacksOrHasInAnotherVersion() throws IOException {
        Files.writeString(app.resolve("requirements.base"), "numpy==1.24.2\nscikit-learn==1.2.1\nscipy==1.10.1\n");
        BaseBrings brings = BaseBrings.of(app);
        brings.see("usr/lib/python3/dist-packages/scikit_learn-1.2.1-py3.11.egg-info/PKG-INFO");
        brings.see("usr/local/lib/python3.11/site-packages/numpy-2.0.0.dist-info/METADATA");
        brings.see("usr/share/doc/scipy-1.10.1.egg-info");

        assertThat(brings.lacks()).containsExactlyInAnyOrder("numpy==1.24.2, got 2.0.0", "scipy==1.10.1, got none");
    }

    @Test
    void shouldExpectNothingWhereTheModelNamesNothing() {
        assertThat(BaseBrings.of(app).lacks()).isEmpty();
    }
}
