package dev.slipway.cli;

import java.io.IOException;
import java.io.InputStream;

/** Where the launcher starts. The page that lists all commands is a file, so that it is there at once. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 1 && (arguments[0].equals("--help") || arguments[0].equals("-h"))) {
            try (InputStream page = Main.class.getResourceAsStream("help.txt")) {
                page.transferTo(System.out);
            }
        } else {
            Slipway.main(arguments);
        }
    }
}
