package dev.slipway.cli.postgres;

import dev.slipway.cli.CliException;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.util.List;

/**
 * PostgreSQL refuses to run as root, which is who people are in containers. There its programs run in a user namespace
 * of their own, where root's files belong to nobody and root is nobody too.
 */
final class Superuser {
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    private Superuser() {}

    /** What a command of PostgreSQL must be started with; nothing for ordinary users. */
    static List<String> prefix() {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        if (allowed()) {
            return NAMESPACE;
        }
        throw new CliException(
                ExitCode.BAD_CONFIGURATION,
                "PostgreSQL does not run as root, and this machine does not allow 'unshare -U', which would help;"
                        + " run slipway as an ordinary user");
    }

    private static boolean allowed() {
        try {
            return new ProcessBuilder("unshare", "-U", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
