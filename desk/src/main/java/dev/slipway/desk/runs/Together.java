package dev.slipway.desk.runs;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Questions that wait for the network, asked at once. */
public final class Together {
    private static final int AT_ONCE = 16;

    private Together() {}

    /** The answers in the order of what was asked for; the first failure is thrown as it came. */
    public static <A, B> List<B> ask(Collection<A> all, Function<A, B> question) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, all.size())), task -> {
            Thread thread = new Thread(task, "slipway-ask");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<CompletableFuture<B>> answers = all.stream()
                    .map(each -> CompletableFuture.supplyAsync(() -> question.apply(each), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        } finally {
            threads.shutdownNow();
        }
    }
}
