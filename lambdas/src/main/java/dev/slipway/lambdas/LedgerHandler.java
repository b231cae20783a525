package dev.slipway.lambdas;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.slipway.inference.ExitCode;
import dev.slipway.lambdas.LedgerRequest.UsageException;
import dev.slipway.predictions.Change;
import dev.slipway.predictions.ChangeFiles;
import dev.slipway.predictions.CurrentRows;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.Ledger;
import dev.slipway.predictions.PublishException;
import dev.slipway.predictions.RunEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Shows the ledger and makes an earlier run current, for engineers whose laptops do not reach the database.
 *
 * <p>Environment: {@code SLIPWAY_ANALYTICS_URL}, {@code _USER} (slipway_ledger) and {@code _PASSWORD}; without one IAM
 * signs a token. {@code SLIPWAY_ARTIFACTS}, {@code s3://bucket}: what it changes is written there for those who shall not
 * wake the database; see {@link ChangeFiles}.
 *
 * <p>Request and answer, by {@code action}:
 *
 * <ul>
 *   <li>{@code runs} (model, optional major and limit) → {@code {"runs": […]}}, the newest first
 *   <li>{@code current} (model, major) → {@code {"run": {…}}}, {@code {}} where there is none, as Lambda's
 *       runtime leaves out what is null
 *   <li>{@code changes} (model, major, optional limit) → {@code {"changes": […]}}, the oldest first, the latest kept
 *   <li>{@code currentOn} (moment) → {@code {"runs": […]}}, one per model and major version
 *   <li>{@code predictions} (model, major, optional limit) → {@code {"runId", "fields": […], "rows": [[…]]}}
 *   <li>{@code rollback} (model, major, optional to, who, reason) → {@code {"change": {…}}}
 *   <li>{@code release} (model, major, who, reason) → {@code {"released": true}}
 * </ul>
 *
 * <p>The last two have a {@code warning} where the ledger is changed, but the files that tell so could not be written.
 *
 * <p>What cannot be done is answered as {@code {"error": {"code", "exitCode", "message"}}}: {@code usage} (64) for a
 * wrong request, else the exit code's name, such as {@code try-again} (75) or {@code bad-configuration} (78).
 */
public final class LedgerHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    /** Lambda's answers end at 6 MB. */
    private static final long MOST_LINES = 1_000;

    private final Ledger ledger;
    private final Optional<ChangeFiles> files;

    public LedgerHandler() {
        this(System.getenv());
    }

    public LedgerHandler(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        Database analytics = DatabaseSettings.read(environment, "SLIPWAY_ANALYTICS", problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the function is not set up: " + String.join("; ", problems));
        }
        this.ledger = new Ledger(analytics);
        this.files = Optional.ofNullable(environment.get("SLIPWAY_ARTIFACTS"))
                .map(artifacts -> new ChangeFiles(ledger, ChangeBucket.of(artifacts)));
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> request, Context context) {
        try {
            return answer(new LedgerRequest(request == null ? Map.of() : request));
        } catch (UsageException wrong) {
            return error(ExitCode.USAGE, wrong.getMessage());
        } catch (PublishException failed) {
            return error(failed.exitCode(), failed.getMessage());
        } catch (RuntimeException defect) {
            // Whoever asked gets a sentence, the function's log where it happened.
            defect.printStackTrace();
            return error(ExitCode.DEFECT, "unexpected: " + defect + "; the function's log says where");
        }
    }

    private Map<String, Object> answer(LedgerRequest request) {
        String action = request.text("action");
        return switch (action) {
            case "runs" -> runs(request.only("model", "major", "limit"));
            case "current" -> current(request.only("model", "major"));
            case "changes" -> changes(request.only("model", "major", "limit"));
            case "currentOn" -> currentOn(request.only("moment"));
            case "predictions" -> predictions(request.only("model", "major", "limit"));
            case "rollback" -> rollback(request.only("model", "major", "to", "who", "reason"));
            case "release" -> release(request.only("model", "major", "who", "reason"));
            default ->
                throw new UsageException("action: expected runs, current, changes, currentOn, predictions, rollback or"
                        + " release, got \"" + action + '"');
        };
    }

    private Map<String, Object> runs(LedgerRequest request) {
        return Map.of(
                "runs",
                ledger.runs(request.model()).stream()
                        .filter(run -> !request.has("major") || run.version().major() == request.major())
                        .limit(limit(request, 100))
                        .map(LedgerHandler::told)
                        .toList());
    }

    private Map<String, Object> current(LedgerRequest request) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "run",
                ledger.current(request.model(), request.major())
                        .map(LedgerHandler::told)
                        .orElse(null));
        return answer;
    }

    private Map<String, Object> changes(LedgerRequest request) {
        List<Change> changes = ledger.changes(request.model(), request.major());
        return Map.of(
                "changes",
                changes.stream()
                        .skip(Math.max(0, changes.size() - limit(request, 100)))
                        .map(LedgerHandler::told)
                        .toList());
    }

    private Map<String, Object> currentOn(LedgerRequest request) {
        return Map.of(
                "runs",
                ledger.currentOn(request.moment("moment")).stream()
                        .map(LedgerHandler::told)
                        .toList());
    }

    private Map<String, Object> predictions(LedgerRequest request) {
        CurrentRows shown = ledger.predictions(request.model(), request.major(), (int) limit(request, 20));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("runId", shown.runId());
        answer.put("fields", shown.fields());
        answer.put("rows", shown.rows());
        return answer;
    }

    private Map<String, Object> rollback(LedgerRequest request) {
        Change change = ledger.rollback(
                request.model(),
                request.major(),
                request.has("to") ? request.text("to") : null,
                request.text("who"),
                request.text("reason"));
        return changed(request, "change", told(change));
    }

    private Map<String, Object> release(LedgerRequest request) {
        ledger.release(request.model(), request.major(), request.text("who"), request.text("reason"));
        return changed(request, "released", true);
    }

    /** The answer after a change, which stands whether it can be told to others or not. */
    private Map<String, Object> changed(LedgerRequest request, String key, Object value) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(key, value);
        try {
            files.ifPresent(all -> all.write(request.model(), request.major()));
        } catch (RuntimeException away) {
            away.printStackTrace();
            answer.put(
                    "warning",
                    "it is done, but commands do not see it before the next change: the file that tells it could not be"
                            + " written: " + away.getMessage());
        }
        return answer;
    }

    private static long limit(LedgerRequest request, long byDefault) {
        return request.has("limit") ? request.number("limit", 1, MOST_LINES) : byDefault;
    }

    private static Map<String, Object> told(RunEntry run) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("runNo", run.runNo());
        told.put("runId", run.runId());
        told.put("model", run.model().value());
        told.put("version", run.version().toString());
        told.put("asOf", run.asOf().toString());
        told.put("state", run.state());
        told.put("rows", run.rows());
        told.put("duplicates", run.duplicates());
        told.put("table", run.table());
        told.put("publishedAt", text(run.publishedAt()));
        told.put("heldReason", run.heldReason());
        told.put("outcome", run.outcome());
        told.put("exitCode", run.exitCode());
        told.put("reason", run.reason());
        return told;
    }

    private static Map<String, Object> told(Change change) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("model", change.model().value());
        told.put("major", change.major());
        told.put("seq", change.seq());
        told.put("runNo", change.runNo());
        told.put("runId", change.runId());
        told.put("version", change.version().toString());
        told.put("asOf", change.asOf().toString());
        told.put("reason", change.reason());
        told.put("who", change.who());
        told.put("changedAt", change.changedAt().toString());
        return told;
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Map<String, Object> error(ExitCode code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        error.put("exitCode", code.code());
        error.put("message", message);
        return Map.of("error", error);
    }
}
