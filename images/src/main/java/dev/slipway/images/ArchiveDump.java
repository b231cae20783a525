package dev.slipway.images;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A virtual machine that writes an archive of classes, watched so that nothing but its main thread decides what is in it.
 *
 * @param process takes the list of classes from its standard input
 * @param list of the classes
 * @param log gets the process's output, with a line for each class that it loads: the thread's number, and the class
 */
record ArchiveDump(Process process, Path list, Path log) {
    private static final Pattern LOADED = Pattern.compile("\\[(\\d+)] .*");
    private static final int MOMENT = 5;
    private static final int QUIET = 3;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /**
     * Waits for its end, unless a second thread loads a class. The list ends only when all that the other threads had to do
     * is done: the first step of the cleaner's thread leaves a trace in its class, so it must always or never be among it.
     *
     * @return whether one thread loaded all classes
     */
    boolean isByOneThread() throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        boolean fed = false;
        int quiet = 0;
        try {
            while (!process.waitFor(MOMENT, TimeUnit.MILLISECONDS)) {
                if (threads() > 1) {
                    return false;
                }
                if (System.nanoTime() > deadline) {
                    // Another attempt would end no better; its status tells.
                    process.destroyForcibly();
                }
                quiet = isQuiet() ? quiet + 1 : 0;
                if (quiet == QUIET) {
                    tell(fed);
                    fed = true;
                    quiet = 0;
                }
            }
            return threads() < 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ExitCode.TERMINATED, "making an archive of classes was interrupted", e);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    /** The list, or that it has ended. */
    private void tell(boolean end) {
        OutputStream in = process.getOutputStream();
        try {
            if (end) {
                in.close();
            } else {
                Files.copy(list, in);
                in.flush();
            }
        } catch (IOException ended) {
            // Its status tells why.
        }
    }

    /** What it said beside what it loads. */
    List<String> said() throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !LOADED.matcher(line).matches()).toList();
        }
    }

    /** How many threads have loaded classes. */
    private long threads() throws IOException {
        // It may end in the middle of a character.
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(LOADED::matcher)
                .filter(Matcher::matches)
                .map(loaded -> loaded.group(1))
                .distinct()
                .count();
    }

    /** Whether each of its threads waits. */
    private boolean isQuiet() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path thread : threads.toList()) {
                String state = Files.readString(thread.resolve("stat"));
                if (state.charAt(state.lastIndexOf(')') + 2) != 'S') {
                    return false;
                }
            }
            return true;
        } catch (IOException changing) {
            return false;
        }
    }
}
