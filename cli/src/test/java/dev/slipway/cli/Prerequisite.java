package dev.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a test needs of this machine; what is missing is told, because a silent skip looks like a pass. */
public final class Prerequisite {
    private Prerequisite() {}

    public static boolean python() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            System.err.println("SKIPPED: there is no python3 on this machine");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public static boolean file(Path file) {
        boolean there = Files.isRegularFile(file);
        if (!there) {
            System.err.println("SKIPPED: there is no " + file);
        }
        return there;
    }
}
