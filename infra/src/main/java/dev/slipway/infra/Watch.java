package dev.slipway.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * Looks hourly for runs that are overdue, and tells people of runs that ended badly or were held. It stands outside the
 * network: it asks AWS only, never a database, which would wake it.
 */
final class Watch extends Construct {
    private final HandlerFunction function;

    Watch(Construct scope, String id, Site site, Storage storage, Builds builds, Alerts alerts, IQueue deadLetters) {
        super(scope, id);
        Map<String, String> variables = new TreeMap<>(Map.of(
                "SLIPWAY_ENVIRONMENT", site.environment().name(),
                "SLIPWAY_SCHEDULES", SettingsFile.reference("schedules.json"),
                "SLIPWAY_ARTIFACTS", "s3://" + storage.artifacts().getBucketName(),
                "SLIPWAY_TOPIC", alerts.topic().getTopicArn()));
        function = new HandlerFunction(
                this,
                "Watch",
                site,
                storage,
                new Handler("watch", "dev.slipway.lambdas.WatchHandler", 512, 120, false, false, variables)
                        .with(new SettingsFile("schedules.json", FunctionSettings.schedules(site.environment()))),
                may(site, storage, builds, alerts));
        Rule.Builder.create(this, "Hourly")
                .schedule(Schedule.rate(Duration.hours(1)))
                .targets(List.of(target(deadLetters)))
                .build();
        Rule.Builder.create(this, "RunEnded")
                .description("A run ended; one that failed or is held is told")
                .eventPattern(builds.ended(List.of("FAILED", "FAULT", "STOPPED", "SUCCEEDED", "TIMED_OUT")))
                .targets(List.of(target(deadLetters)))
                .build();
    }

    HandlerFunction function() {
        return function;
    }

    private LambdaFunction target(IQueue deadLetters) {
        return LambdaFunction.Builder.create(function.live())
                .deadLetterQueue(deadLetters)
                .maxEventAge(Duration.hours(6))
                .build();
    }

    private static List<PolicyStatement> may(Site site, Storage storage, Builds builds, Alerts alerts) {
        String runs = storage.artifacts().getBucketArn();
        List<PolicyStatement> may = new ArrayList<>(alerts.publish());
        may.add(Policies.allow(List.of("s3:GetObject"), runs + "/runs/*"));
        // Without it a file that is not there reads as one that is forbidden.
        may.add(Policies.allow(List.of("s3:ListBucket"), Map.of("StringLike", Map.of("s3:prefix", "runs/*")), runs));
        if (!builds.projects().isEmpty()) {
            may.add(Policies.allow(
                    List.of("codebuild:BatchGetBuilds", "codebuild:BatchGetProjects", "codebuild:ListBuildsForProject"),
                    builds.projects().stream()
                            .map(project -> site.arn("codebuild", "project/" + project))
                            .toArray(String[]::new)));
        }
        return may;
    }
}
