package dev.slipway.job;

import dev.slipway.job.RunSummary.StepTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** How long each step took, kept among the run's facts so that verbs of several processes add up. */
final class StepTimes {
    private static final double NANOS = 1e9;

    private final RunFacts facts;
    private final ProgressListener listener;

    StepTimes(RunFacts facts, ProgressListener listener) {
        this.facts = facts;
        this.listener = listener;
    }

    void run(Step step, LongSupplier work) {
        listener.started(step);
        long start = System.nanoTime();
        long rows = work.getAsLong();
        double seconds = (System.nanoTime() - start) / NANOS;
        List<Object> steps = new ArrayList<>(facts.list("steps"));
        steps.removeIf(old -> named(old, step));
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", step.word());
        entry.put("seconds", Math.round(seconds * 1000) / 1000.0);
        entry.put("rows", rows < 0 ? null : rows);
        steps.add(entry);
        facts.put("steps", steps);
        listener.ended(step, rows, seconds);
    }

    private static boolean named(Object entry, Step step) {
        return entry instanceof Map<?, ?> map && step.word().equals(map.get("name"));
    }

    List<StepTime> all() {
        List<StepTime> all = new ArrayList<>();
        for (Step step : Step.values()) {
            for (Object entry : facts.list("steps")) {
                if (named(entry, step) && entry instanceof Map<?, ?> map) {
                    Object rows = map.get("rows");
                    all.add(new StepTime(
                            step,
                            ((Number) map.get("seconds")).doubleValue(),
                            rows == null ? -1 : ((Number) rows).longValue()));
                }
            }
        }
        return all;
    }
}
