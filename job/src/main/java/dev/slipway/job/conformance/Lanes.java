package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tries some rules at a time and tells of them in their order: an image's start keeps less than one processor busy. */
record Lanes(int count) {
    static Lanes of(int count) {
        return new Lanes(count);
    }

    List<RuleResult> results(List<Rule> rules, Bench bench, Consumer<RuleResult> told) {
        ExecutorService lanes = Executors.newFixedThreadPool(count, task -> new Thread(task, "conformance"));
        try {
            Map<Rule, Future<RuleResult>> futures = new HashMap<>();
            longestFirst(rules).forEach(rule -> futures.put(rule, lanes.submit(() -> rule.result(bench))));
            List<RuleResult> results = new ArrayList<>();
            for (Rule rule : rules) {
                results.add(futures.get(rule).get());
                told.accept(results.get(results.size() - 1));
            }
            return results;
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new InferenceException(ExitCode.TERMINATED, "the check was stopped", asked);
        } finally {
            close(lanes);
        }
    }

    /** One of the last chapter needs a large input; at the end it would keep one lane busy and the others waiting. */
    private static Stream<Rule> longestFirst(List<Rule> rules) {
        return rules.stream()
                .sorted(Comparator.comparing(Chapter::of, Comparator.comparing(one -> one != Chapter.HERMETIC)));
    }

    /** Stops what still runs, so that no image outlives the check nor misses its folders. */
    private static void close(ExecutorService lanes) {
        lanes.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            lanes.awaitTermination(Bench.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
