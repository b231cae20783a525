package dev.slipway.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Commands typed in a checkout whose staging is deployed in a cloud of the class's own. */
abstract class DeskCase {
    @TempDir
    static Path folder;

    static DeskCheckout desk;

    @BeforeAll
    static void open() throws Exception {
        desk = DeskCheckout.in(folder);
    }

    @AfterAll
    static void close() {
        if (desk != null) {
            desk.close();
            desk = null;
        }
    }
}
