package dev.slipway.infra;

import dev.slipway.releases.Environment;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** A log group under a name that people type. What a run was is kept in the bucket; what it said, for a quarter. */
final class Log extends Construct {
    private final LogGroup group;

    Log(Construct scope, String id, Environment environment, String name) {
        super(scope, id);
        group = LogGroup.Builder.create(this, "Group")
                .logGroupName(name)
                .retention(RetentionDays.THREE_MONTHS)
                .removalPolicy(Protection.removal(environment.protect()))
                .build();
    }

    ILogGroup group() {
        return group;
    }
}
