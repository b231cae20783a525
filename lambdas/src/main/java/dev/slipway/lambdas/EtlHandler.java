package dev.slipway.lambdas;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.slipway.inference.ExitCode;
import dev.slipway.predictions.Copier;
import dev.slipway.predictions.CopyOutcome;
import dev.slipway.predictions.CopySpec;
import dev.slipway.predictions.PublishException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Copies what is behind from the analytics to the application database.
 *
 * <p>Environment: {@code SLIPWAY_COPIES} (a JSON list, see {@link CopySpec#parse}), {@code SLIPWAY_ANALYTICS_URL},
 * {@code _USER}, {@code _PASSWORD}, and the same for {@code SLIPWAY_APPLICATION}.
 *
 * <p>Event: see {@link EtlEvent}. Answer: {@code {"complete", "copies": [{"table", "complete", "rows", "runId", "seq",
 * "notes"}]}}; where it is not complete, another invocation goes on. A copy that fails does not keep the others from
 * being tried; the invocation fails after them and names each.
 */
public final class EtlHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final EtlSettings settings;

    public EtlHandler() {
        this(System.getenv());
    }

    public EtlHandler(Map<String, String> environment) {
        this.settings = EtlSettings.of(environment);
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        Copier copier = new Copier(settings.analytics(), settings.application());
        List<CopyOutcome> outcomes = new ArrayList<>();
        Map<String, RuntimeException> failures = new LinkedHashMap<>();
        for (CopySpec spec : wanted(EtlEvent.of(event))) {
            try {
                outcomes.add(copier.copy(spec, context::getRemainingTimeInMillis));
            } catch (RuntimeException e) {
                failures.put(spec.table(), e);
            }
        }
        if (!failures.isEmpty()) {
            throw failed(failures, outcomes.size());
        }
        return answer(outcomes);
    }

    private List<CopySpec> wanted(EtlEvent event) {
        List<CopySpec> wanted = settings.copies().stream()
                .filter(spec -> event.model().map(spec.model()::equals).orElse(true))
                .toList();
        if (wanted.isEmpty() && event.model().isPresent()) {
            throw new IllegalArgumentException("no copy of a model "
                    + event.model().get() + " is set up, only of "
                    + settings.copies().stream().map(CopySpec::model).distinct().toList());
        }
        return wanted;
    }

    private static Map<String, Object> answer(List<CopyOutcome> outcomes) {
        List<Map<String, Object>> copies = new ArrayList<>();
        for (CopyOutcome outcome : outcomes) {
            Map<String, Object> copy = new LinkedHashMap<>();
            copy.put("table", outcome.table());
            copy.put("complete", outcome.complete());
            copy.put("rows", outcome.rows());
            copy.put("runId", outcome.runId());
            copy.put("seq", outcome.seq());
            copy.put("notes", outcome.notes());
            copies.add(copy);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("complete", outcomes.stream().allMatch(CopyOutcome::complete));
        answer.put("copies", copies);
        return answer;
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
