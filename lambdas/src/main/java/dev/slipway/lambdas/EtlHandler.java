package dev.slipway.lambdas;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.slipway.inference.ExitCode;
import dev.slipway.predictions.Change;
import dev.slipway.predictions.Copier;
import dev.slipway.predictions.CopyOutcome;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.Ledger;
import dev.slipway.predictions.PublishException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

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
    private static final int MOST_STALLED = 2;

    private final EtlSettings settings;

    public EtlHandler() {
        this(System.getenv());
    }

    public EtlHandler(Map<String, String> environment) {
        this.settings = EtlSettings.of(environment);
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
                copies.add(told(spec, outcome, asked));
            } catch (RuntimeException e) {
                failures.put(spec.table(), e);
                settings.metrics().put(spec.model(), figures -> figures.count("CopyErrors", 1)
                        .property(EtlEvent.TABLE, spec.table()));
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
    private Map<String, Object> told(CopySpec spec, CopyOutcome outcome, EtlEvent asked) {
        Instant now = Instant.now();
        Map<String, Object> copy = new LinkedHashMap<>();
        copy.put(EtlEvent.TABLE, outcome.table());
        copy.put("complete", outcome.complete());
        copy.put("rows", outcome.rows());
        copy.put("runId", outcome.runId());
        copy.put("seq", outcome.seq());
        copy.put("notes", outcome.notes());
        Duration age = Duration.ZERO;
        if (!outcome.complete()) {
            Unfinished before = asked.unfinished().get(outcome.table());
            Unfinished left = before == null ? Unfinished.first(outcome, now) : before.then(outcome, now);
            refuseStalled(outcome, left);
            copy.putAll(left.toMap());
            age = behind(spec, left, now);
        }
        double seconds = age.toSeconds();
        settings.metrics().put(spec.model(), figures -> figures.count("CopyRows", outcome.rows())
                .count("CopyErrors", 0)
                .seconds("CopyAgeSeconds", seconds)
                .property(EtlEvent.TABLE, outcome.table())
                .property("runId", outcome.runId())
                .property("complete", outcome.complete()));
        return copy;
    }

    /**
     * For how long the table should have shown another run. The time since these invocations began would do until one of
     * them is lost: the next day's look would then begin to count anew.
     */
    private Duration behind(CopySpec spec, Unfinished left, Instant now) {
        try {
            List<Change> changes = new Ledger(settings.analytics()).changes(spec.model(), spec.major());
            Instant current = changes.isEmpty()
                    ? left.since()
                    : changes.get(changes.size() - 1).changedAt();
            return Duration.between(current, now);
        } catch (PublishException away) {
            return Duration.between(left.since(), now);
        }
    }

    private static void refuseStalled(CopyOutcome outcome, Unfinished left) {
        if (left.stalled() >= MOST_STALLED) {
            throw new PublishException(
                    ExitCode.TRY_AGAIN,
                    "copy to " + outcome.table() + ": " + left.stalled() + " invocations loaded nothing more of run "
                            + outcome.runId() + " than " + outcome.rows() + " rows, unfinished since " + left.since()
                            + ": " + String.join("; ", outcome.notes()));
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
