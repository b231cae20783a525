package dev.slipway.lambdas;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.slipway.lambdas.WatchSettings.Scheduled;
import dev.slipway.predictions.MetricName;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Sees what nobody else would tell: a scheduled run that has not come, a run that ended badly or is held. It asks AWS
 * only; no database is woken for it.
 *
 * <p>Environment: {@code SLIPWAY_ENVIRONMENT}, {@code SLIPWAY_SCHEDULES} (JSON: {@code [{"model", "project", "cron",
 * "timezone", "timeoutMinutes"}]}), {@code SLIPWAY_ARTIFACTS}, {@code SLIPWAY_TOPIC}.
 *
 * <p>Event: CodeBuild's "Build State Change" → a notice to the topic where the run ended badly or is held, {@code
 * {"notified"}}, and the figure {@code EndedBadly}, 1, in the former case: also for a build that was killed, stopped or
 * never came as far as the job, and so says nothing itself. EventBridge may deliver an event twice, and then the notice comes twice: nothing here remembers the
 * first. Any other event, such as the hourly one → the figure {@code Overdue}, 0 or 1, of each model with a schedule,
 * {@code {"overdue": {model: due time}}}.
 */
public final class WatchHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    private final WatchSettings settings;
    private final Metrics metrics;
    private final Overdue overdue;
    private final RunFiles files;
    private final SnsClient sns;
    private final Supplier<Instant> now;

    public WatchHandler() {
        this(System.getenv());
    }

    public WatchHandler(Map<String, String> environment) {
        this(environment, Optional.empty(), Instant::now);
    }

    /** @param codeBuild where CodeBuild answers; empty for AWS */
    WatchHandler(Map<String, String> environment, Optional<URI> codeBuild, Supplier<Instant> now) {
        this.settings = WatchSettings.of(environment);
        this.metrics = Metrics.of(environment);
        this.now = now;
        this.overdue = new Overdue(CodeBuildClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(codeBuild.orElse(null))
                .build());
        this.files = new RunFiles(ChangeBucket.client(), settings.artifacts());
        this.sns = SnsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        return EndedBuild.of(event == null ? Map.of() : event, settings.environment())
                .map(this::notice)
                .orElseGet(this::look);
    }

    private Map<String, Object> notice(EndedBuild build) {
        if (build.model() == null) {
            return Map.of("notified", false);
        }
        if (!build.succeeded()) {
            metrics.put(build.model(), figures -> figures.put(MetricName.ENDED_BADLY, 1)
                    .property("runId", build.runId())
                    .property("status", build.status()));
        }
        Notice notice = new Notice(
                build,
                settings.environment(),
                files.facts(build.model(), build.runId()),
                files.place(build.model(), build.runId()));
        if (notice.due()) {
            sns.publish(publish ->
                    publish.topicArn(settings.topic()).subject(notice.subject()).message(notice.message()));
        }
        return Map.of("notified", notice.due());
    }

    /** A model that cannot be looked at does not keep the others from it. */
    private Map<String, Object> look() {
        Map<String, Object> late = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (Scheduled model : settings.schedules()) {
            try {
                Optional<Instant> due = overdue.of(model, now.get());
                due.ifPresent(time -> late.put(model.model().value(), time.toString()));
                metrics.put(model.model(), figures -> figures.put(MetricName.OVERDUE, due.isPresent() ? 1 : 0)
                        .property("due", due.map(Instant::toString).orElse(null)));
            } catch (RuntimeException failed) {
                failures.add(model.project() + ": " + failed.getMessage());
            }
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("not every schedule could be looked at: " + String.join("; ", failures));
        }
        return Map.of("overdue", late);
    }
}
