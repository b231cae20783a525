package dev.slipway.infra;

import dev.slipway.releases.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.SystemLogLevel;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/** A function of the product. Whoever calls it calls the alias {@code live}, which is a published version. */
final class HandlerFunction extends Construct {
    private final Alias live;
    private final ILogGroup log;

    /** @param may what it may do beside logging and standing in the network */
    HandlerFunction(
            Construct scope, String id, Site site, Storage storage, Handler handler, List<PolicyStatement> may) {
        super(scope, id);
        log = new Log(this, "Log", site.names().functionLog(handler.name())).group();
        Function.Builder function = Function.Builder.create(this, "Function")
                .functionName(site.names().function(handler.name()))
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .code(Code.fromAsset(site.home()
                        .resolve("lambdas/target/slipway-" + handler.name() + ".jar")
                        .toString()))
                .handler(handler.type() + "::handleRequest")
                .memorySize(handler.memory())
                .timeout(Duration.seconds(handler.seconds()))
                .environment(handler.environment())
                .role(role(handler, may).withoutPolicyUpdates())
                .logGroup(log)
                .loggingFormat(LoggingFormat.JSON)
                .applicationLogLevelV2(ApplicationLogLevel.INFO)
                .systemLogLevelV2(SystemLogLevel.INFO);
        if (handler.network()) {
            function.vpc(storage.vpc()).vpcSubnets(storage.subnets()).securityGroups(List.of(storage.functions()));
        }
        handler.settings()
                .ifPresent(file -> function.layers(List.of(new SettingsLayer(this, "Settings", file).layer())));
        if (handler.snapshot()) {
            function.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
        }
        Function built = function.build();
        // That snapshots are for published versions only is why there is an alias.
        Annotations.of(built).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
        live = Alias.Builder.create(this, "Live")
                .aliasName(Names.LIVE)
                .version(built.getCurrentVersion())
                .build();
    }

    Alias live() {
        return live;
    }

    private Role role(Handler handler, List<PolicyStatement> may) {
        List<PolicyStatement> statements = new ArrayList<>(may);
        statements.add(Policies.write(log));
        if (handler.network()) {
            statements.add(Policies.allow(
                    List.of(
                            "ec2:AssignPrivateIpAddresses",
                            "ec2:CreateNetworkInterface",
                            "ec2:DeleteNetworkInterface",
                            "ec2:DescribeNetworkInterfaces",
                            "ec2:DescribeSubnets",
                            "ec2:UnassignPrivateIpAddresses"),
                    "*"));
        }
        return Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .inlinePolicies(Map.of(
                        "Run",
                        PolicyDocument.Builder.create().statements(statements).build()))
                .build();
    }
}
