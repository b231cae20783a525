package dev.slipway.infra;

import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.RemovalPolicy;
import software.constructs.IConstruct;

/** What {@code protect} means for things that hold data. */
final class Protection {
    private Protection() {}

    /** Kept when the stack goes or a change would replace it. */
    static RemovalPolicy removal(boolean protect) {
        return protect ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
    }

    /** Fixes a logical id: moving a construct in the tree would otherwise make CloudFormation replace what holds data. */
    static void pin(IConstruct construct, String logicalId) {
        ((CfnElement) construct.getNode().getDefaultChild()).overrideLogicalId(logicalId);
    }
}
