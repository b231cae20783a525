package dev.slipway.images.registry;

import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How long a registry may be away or silent.
 *
 * @param attempts how often a step is tried in all
 * @param firstWait before the second attempt; each later wait is twice the one before
 * @param connect for a connection
 * @param silence without a byte in either direction
 */
public record Patience(int attempts, Duration firstWait, Duration connect, Duration silence) {
    /** Gives up after 15 s of waiting and whatever the attempts themselves take. */
    public static final Patience DEFAULT =
            new Patience(5, Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofSeconds(60));

    /** For a question that somebody waits for: gives up after 1.5 s of waiting and whatever the attempts take. */
    public static final Patience ASKING =
            new Patience(3, Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(30));

    /** A step that may be tried again: it throws {@link IOException} for what may pass, else {@link PushException}. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException, InterruptedException;
    }

    /** @param remark hears of every attempt that failed */
    <T> T keepTrying(String what, Consumer<String> remark, Step<T> step) {
        Duration wait = firstWait;
        for (int attempt = 1; ; attempt++) {
            try {
                return step.run();
            } catch (IOException e) {
                if (attempt >= attempts) {
                    throw new PushException(
                            ExitCode.TRY_AGAIN, what + " failed " + attempt + " times, last: " + Words.of(e), e);
                }
                remark.accept(what + " failed: " + Words.of(e) + "; next attempt in " + wait.toMillis() / 1e3 + " s");
            } catch (InterruptedException stopped) {
                throw stopped(stopped);
            }
            sleep(wait);
            wait = wait.multipliedBy(2);
        }
    }

    private static void sleep(Duration wait) {
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException stopped) {
            throw stopped(stopped);
        }
    }

    private static PushException stopped(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new PushException(ExitCode.TERMINATED, "stopped", stopped);
    }
}
