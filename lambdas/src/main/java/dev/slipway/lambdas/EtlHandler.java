package dev.slipway.lambdas;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.slipway.inference.ExitCode;
import dev.slipway.predictions.ColdStart;
import dev.slipway.predictions.Copier;
import dev.slipway.predictions.CopyOutcome;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Lag;
import dev.slipway.predictions.MetricEvent;
import dev.slipway.predictions.MetricName;
import dev.slipway.predictions.PublishException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Copies what is behind from the analytics to the application database.
 *
 * <p>Environment: {@code SLIPWAY_COPIES} (a JSON list, see {@link CopySpec#parse}, or {@code @} and the file that has it), {@code SLIPWAY_ANALYTICS_URL},
 * {@code _USER}, {@code _PASSWORD}, and the same for {@code SLIPWAY_APPLICATION}; without a password IAM signs a token.
 * With {@code SLIPWAY_ENVIRONMENT} the figures of each copy go to CloudWatch.
 *
 * <p>Event: see {@link EtlEvent}. Answer: {@code {"complete", "copies": [{"table", "complete", "rows", "runId", "seq",
 * "notes"}]}}; where it is not complete, another invocation with the answer as its event goes on. Two of them that load
 * nothing more fail, so that nobody waits for ever. A copy that fails does not keep the others from being tried; the
 * invocation fails after them and names each.
 */
public final class EtlHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    /** From here on a table is stale beyond doubt: what the alarm waits for. */
    private static final Duration LONG = Duration.ofHours(1);

    private final EtlSettings settings;

    /** For Lambda, in a process of its own. */
    public EtlHandler() {
        this(alone());
    }

    public EtlHandler(Map<String, String> environment) {
        this.settings = EtlSettings.of(environment);
    }

    private static Map<String, String> alone() {
        ColdStart.prepare();
        return System.getenv();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        EtlEvent asked = EtlEvent.of(event);
        Copier copier = new Copier(settings.analytics(), settings.application());
        List<Map<String, Object>> copies = new ArrayList<>();
        Map<String, RuntimeException> failures = new LinkedHashMap<>();
        for (CopySpec spec : wanted(asked)) {
            try {
                CopyOutcome outcome = copier.copy(spec, context::getRemainingTimeInMillis);
                copies.add(told(outcome, asked));
                Supplier<OptionalDouble> age = () -> outcome.complete() ? OptionalDouble.of(0) : age(copier, spec);
                figures(spec, age, figures -> figures.put(MetricName.COPY_ROWS, outcome.loaded())
                        .put(MetricName.COPY_ERRORS, 0)
                        .property("runId", outcome.runId())
                        .property("complete", outcome.complete()));
            } catch (RuntimeException e) {
                failures.put(spec.table(), e);
                figures(spec, () -> age(copier, spec), figures -> figures.put(MetricName.COPY_ERRORS, 1));
            }
        }
        if (!failures.isEmpty()) {
            throw failed(failures, copies.size());
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("complete", copies.stream().allMatch(copy -> Boolean.TRUE.equals(copy.get("complete"))));
        answer.put("copies", copies);
        return answer;
    }

    private List<CopySpec> wanted(EtlEvent event) {
        List<CopySpec> wanted = settings.copies().stream()
                .filter(spec -> event.model().map(spec.model()::equals).orElse(true))
                .filter(spec ->
                        event.unfinished().isEmpty() || event.unfinished().containsKey(spec.table()))
                .toList();
        if (wanted.isEmpty() && event.model().isPresent()) {
            throw new IllegalArgumentException("no copy of a model "
                    + event.model().get() + " is set up, only of "
                    + settings.copies().stream().map(CopySpec::model).distinct().toList());
        }
        return wanted;
    }

    /** An entry of the answer; what becomes of an unfinished copy stands in it for the next invocation. */
    private Map<String, Object> told(CopyOutcome outcome, EtlEvent asked) {
        Instant now = Instant.now();
        Map<String, Object> copy = new LinkedHashMap<>();
        copy.put(EtlEvent.TABLE, outcome.table());
        copy.put("complete", outcome.complete());
        copy.put("rows", outcome.rows());
        copy.put("runId", outcome.runId());
        copy.put("seq", outcome.seq());
        copy.put("notes", outcome.notes());
        if (!outcome.complete()) {
            Unfinished before = asked.unfinished().get(outcome.table());
            Unfinished left = before == null ? Unfinished.first(outcome, now) : before.then(outcome, now);
            String hopeless = left.hopeless(outcome.notes(), now);
            if (hopeless != null) {
                throw new PublishException(ExitCode.TRY_AGAIN, "copy to " + outcome.table() + ": " + hopeless);
            }
            copy.putAll(left.toMap());
        }
        return copy;
    }

    private void figures(CopySpec spec, Supplier<OptionalDouble> age, Consumer<MetricEvent> what) {
        settings.metrics().put(spec.model(), figures -> {
            what.accept(figures);
            age.get().ifPresent(seconds -> figures.put(MetricName.COPY_AGE, seconds));
            figures.property(EtlEvent.TABLE, spec.table());
        });
    }

    /**
     * For how long the table should have shown another run, in seconds; empty where nobody can tell. The alarm keeps its
     * state until the next figure.
     */
    private OptionalDouble age(Copier copier, CopySpec spec) {
        try {
            Lag lag = copier.lag(spec);
            Duration age = lag.since()
                    .map(since -> Duration.between(since, Instant.now()))
                    .orElse(Duration.ZERO);
            // The least that it can be: a small figure would say that the table is nearly up to date.
            return lag.certain() || age.compareTo(LONG) >= 0
                    ? OptionalDouble.of(age.toSeconds())
                    : OptionalDouble.empty();
        } catch (RuntimeException away) {
            return OptionalDouble.empty();
        }
    }

    /** The exit code is the first failure's. */
    private static PublishException failed(Map<String, RuntimeException> failures, int others) {
        StringJoiner reasons = new StringJoiner("; ");
        // A defect of ours may have no message worth reading.
        failures.forEach((table, failure) -> reasons.add(
                failure instanceof PublishException ? failure.getMessage() : "copy to " + table + ": " + failure));
        RuntimeException first = failures.values().iterator().next();
        PublishException failed = new PublishException(
                first instanceof PublishException known ? known.exitCode() : ExitCode.DEFECT,
                failures.size() + " of " + (failures.size() + others) + " copies failed: " + reasons,
                first);
        failures.values().stream().skip(1).forEach(failed::addSuppressed);
        return failed;
    }
}
