package dev.slipway.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Match;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.destinations.EventBridgeDestination;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * When copies are looked at: after each run that ended well, once a day whatever happened, and again where an invocation
 * ran out of time. Polling would keep a paused database awake.
 */
final class CopyTriggers extends Construct {
    private final Alias etl;
    private final IQueue deadLetters;

    CopyTriggers(Construct scope, String id, Builds builds, Alias etl, IQueue deadLetters) {
        super(scope, id);
        this.etl = etl;
        this.deadLetters = deadLetters;
        rule("AfterRun").eventPattern(builds.ended(List.of("SUCCEEDED"))).build();
        rule("Daily")
                .schedule(Schedule.cron(
                        CronOptions.builder().hour("3").minute("17").build()))
                .build();
        handOn();
        Rule.Builder.create(this, "Unfinished")
                .description("Goes on with a copy that an invocation left unfinished")
                .eventPattern(unfinished())
                .targets(List.of(target().event(RuleTargetInput.fromEventPath("$.detail.responsePayload"))
                        .build()))
                .build();
    }

    private Rule.Builder rule(String id) {
        return Rule.Builder.create(this, id).targets(List.of(target().build()));
    }

    private LambdaFunction.Builder target() {
        return LambdaFunction.Builder.create(etl).deadLetterQueue(deadLetters).maxEventAge(Duration.hours(6));
    }

    /** A failure that two more tries did not help waits for a person; the next run or day tries again anyway. */
    private void handOn() {
        etl.configureAsyncInvoke(EventInvokeConfigOptions.builder()
                .onSuccess(new EventBridgeDestination())
                .onFailure(new SqsDestination(deadLetters))
                .maxEventAge(Duration.hours(6))
                .retryAttempts(2)
                .build());
    }

    private EventPattern unfinished() {
        return EventPattern.builder()
                .source(List.of("lambda"))
                .detailType(List.of("Lambda Function Invocation Result - Success"))
                .detail(new TreeMap<>(Map.of(
                        "requestContext",
                        Map.of("functionArn", Match.prefix(etl.getLambda().getFunctionArn() + ":")),
                        "responsePayload",
                        Map.of("complete", List.of(false)))))
                .build();
    }
}
