package dev.slipway.infra;

import dev.slipway.releases.Network;
import dev.slipway.releases.Network.Egress;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** A network over two zones. Without NAT it has no way to the internet at all. */
final class OwnVpc extends Construct {
    private final Vpc vpc;

    OwnVpc(Construct scope, String id, Site site, Network.Own network) {
        super(scope, id);
        boolean nat = network.egress() == Egress.NAT;
        vpc = Vpc.Builder.create(this, "Vpc")
                .ipAddresses(IpAddresses.cidr(network.cidr()))
                .maxAzs(2)
                .natGateways(nat ? network.zones() : 0)
                .subnetConfiguration(subnets(nat))
                // Nothing is in the default group, so closing it is not worth a Lambda that does nothing else.
                .restrictDefaultSecurityGroup(false)
                .build();
        Protection.pin(vpc, "Vpc");
        vpc.addFlowLog("Refused", refused());
    }

    Vpc vpc() {
        return vpc;
    }

    List<ISubnet> privateSubnets() {
        return vpc.getPrivateSubnets().isEmpty() ? vpc.getIsolatedSubnets() : vpc.getPrivateSubnets();
    }

    private static List<SubnetConfiguration> subnets(boolean nat) {
        List<SubnetConfiguration> subnets = new ArrayList<>();
        subnets.add(SubnetConfiguration.builder()
                .name("Private")
                .subnetType(nat ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PRIVATE_ISOLATED)
                .cidrMask(23)
                .build());
        if (nat) {
            subnets.add(SubnetConfiguration.builder()
                    .name("Public")
                    .subnetType(SubnetType.PUBLIC)
                    .cidrMask(28)
                    .mapPublicIpOnLaunch(false)
                    .build());
        }
        return subnets;
    }

    /** What was refused, and nothing else: that is what one looks for, and it costs next to nothing. */
    private FlowLogOptions refused() {
        LogGroup group = LogGroup.Builder.create(this, "Refused")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        return FlowLogOptions.builder()
                .trafficType(FlowLogTrafficType.REJECT)
                .destination(FlowLogDestination.toCloudWatchLogs(group))
                .build();
    }
}
