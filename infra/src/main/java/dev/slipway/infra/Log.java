package dev.slipway.infra;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * A log group under a name that people type. What a run was is kept in the bucket; what it said, for a quarter, and while
 * its model is there: a group that stayed would refuse the model, or the whole stack, when it comes back.
 */
final class Log extends Construct {
    private final LogGroup group;

    Log(Construct scope, String id, String name) {
        super(scope, id);
        group = LogGroup.Builder.create(this, "Group")
                .logGroupName(name)
                .retention(RetentionDays.THREE_MONTHS)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    ILogGroup group() {
        return group;
    }
}
