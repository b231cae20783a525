package dev.slipway.cli;

import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a test needs of this machine; what is missing is told, because a silent skip looks like a pass. */
public final class Prerequisite {
    private Prerequisite() {}

    public static boolean python() {
        try {
            String recent = "import sys; sys.exit(sys.version_info < (3, 9))";
            boolean works = new ProcessBuilder("python3", "-c", recent).start().waitFor() == 0;
            if (!works) {
                System.err.println("SKIPPED: python3 on this machine does not run or is older than 3.9");
            }
            return works;
        } catch (IOException e) {
            System.err.println("SKIPPED: there is no python3 on this machine");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public static boolean engine() {
        EngineAnswer answer = Engine.ask(System.getenv());
        if (answer.engine() == null) {
            System.err.println("SKIPPED: no container engine: " + answer.reason());
        }
        return answer.engine() != null;
    }

    public static boolean file(Path file) {
        boolean there = Files.isRegularFile(file);
        if (!there) {
            System.err.println("SKIPPED: there is no " + file);
        }
        return there;
    }
}
