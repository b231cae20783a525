package dev.slipway.infra;

import dev.slipway.releases.Schedule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.codebuild.IProject;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.ContextAttribute;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.TimeWindow;
import software.amazon.awscdk.services.scheduler.targets.Universal;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Starts a model's runs at the times of its environment file. The scheduled time is the run's as-of, however late the
 * build starts, and part of the token by which CodeBuild knows a repeated call, for the five minutes that it remembers
 * it: a retry whose first answer was lost does not run a model twice. After that it may, which publishes the same rows.
 */
final class ModelSchedule extends Construct {
    /** EventBridge Scheduler's own limit. */
    private static final Duration LONGEST_RETRY = Duration.ofDays(1);

    private static final String DUE = ContextAttribute.getScheduledTime();
    private static final TimeWindow AT_ONCE = TimeWindow.off();

    ModelSchedule(Construct scope, String id, ModelRelease model, IProject project, IQueue deadLetters) {
        super(scope, id);
        Schedule schedule = model.release().schedule().orElseThrow();
        IConstruct timer = software.amazon.awscdk.services.scheduler.Schedule.Builder.create(this, "Schedule")
                .schedule(ScheduleExpression.expression("cron(" + schedule.cron() + ")"))
                .timeWindow(AT_ONCE)
                .target(Universal.Builder.create()
                        .service("codebuild")
                        .action("startBuild")
                        .input(ScheduleTargetInput.fromObject(request(model)))
                        .role(role(model, project, deadLetters).withoutPolicyUpdates())
                        .policyStatements(List.of(start(project)))
                        .deadLetterQueue(deadLetters)
                        .maxEventAge(retry(model))
                        .retryAttempts(185)
                        .build())
                .build();
        // CDK's own class of time zones has 351 constants, and loading it asks jsii for each.
        ((CfnSchedule) timer.getNode().getDefaultChild())
                .setScheduleExpressionTimezone(schedule.timezone().getId());
    }

    /** CodeBuild refuses a build above the account's limit and queues none: the scheduler may try again, or give up. */
    private static software.amazon.awscdk.Duration retry(ModelRelease model) {
        Duration timeout = model.release().compute().timeout();
        Duration longest = timeout.compareTo(LONGEST_RETRY) < 0 ? timeout : LONGEST_RETRY;
        return software.amazon.awscdk.Duration.minutes(longest.toMinutes());
    }

    /** Named as the scheduler wants them: with a capital, unlike in CodeBuild's own interface. */
    private static Map<String, Object> request(ModelRelease model) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("ProjectName", model.project());
        // Two models may be due at the same time.
        request.put("IdempotencyToken", model.project() + "-" + DUE);
        request.put(
                "EnvironmentVariablesOverride",
                List.of(new TreeMap<>(Map.of("Name", "SLIPWAY_AS_OF", "Type", "PLAINTEXT", "Value", DUE))));
        return request;
    }

    private Role role(ModelRelease model, IProject project, IQueue deadLetters) {
        return Role.Builder.create(this, "Role")
                .assumedBy(Policies.service(model.site().environment(), "scheduler.amazonaws.com"))
                .inlinePolicies(Map.of(
                        "Start",
                        PolicyDocument.Builder.create()
                                .statements(List.of(
                                        start(project),
                                        Policies.allow(List.of("sqs:SendMessage"), deadLetters.getQueueArn())))
                                .build()))
                .build();
    }

    private static PolicyStatement start(IProject project) {
        return Policies.allow(List.of("codebuild:StartBuild"), project.getProjectArn());
    }
}
