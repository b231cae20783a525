package dev.slipway.images;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** This program itself: images that an older one built are built again. */
final class Program {
    private Program() {}

    /** Changes with the program's jar; classes that lie in a folder, as in tests, are taken for new each time. */
    static String version() throws IOException {
        try {
            Path code = Path.of(Program.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(code) ? Hash.of(code) : RUN;
        } catch (URISyntaxException e) {
            return RUN;
        }
    }

    private static final String RUN = UUID.randomUUID().toString();
}
