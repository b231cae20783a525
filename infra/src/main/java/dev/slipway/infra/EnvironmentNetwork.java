package dev.slipway.infra;

import dev.slipway.releases.ApplicationDatabase.Existing;
import dev.slipway.releases.Network;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** Where an environment's machines stand, and the two groups of clients that may open connections. */
final class EnvironmentNetwork extends Construct {
    private final IVpc vpc;
    private final List<ISubnet> data;
    private final List<ISubnet> clients;
    private final SecurityGroup jobs;
    private final SecurityGroup functions;

    EnvironmentNetwork(Construct scope, String id, Site site, IBucket artifacts) {
        super(scope, id);
        if (site.environment().network() instanceof Network.Own own) {
            OwnVpc network = new OwnVpc(this, "Own", site, own);
            vpc = network.vpc();
            data = network.privateSubnets();
            clients = data.subList(0, own.zones());
        } else {
            vpc = existing((Network.Existing) site.environment().network());
            data = vpc.getPrivateSubnets();
            clients = data;
        }
        jobs = group(this, "Jobs", "Builds that run models");
        functions = group(this, "Functions", "Lambdas that reach databases");
        for (SecurityGroup client : List.of(jobs, functions)) {
            client.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "AWS, by endpoints or NAT");
        }
        if (site.environment().application() instanceof Existing) {
            functions.addEgressRule(
                    Peer.anyIpv4(), Port.tcp(DatabaseEndpoint.PORT), "the application's database, wherever it is");
        }
        if (site.environment().network() instanceof Network.Own own) {
            new Endpoints(this, "Endpoints", site, own, this, artifacts);
        }
    }

    IVpc vpc() {
        return vpc;
    }

    /** Databases and file systems have to span two zones. */
    SubnetSelection data() {
        return SubnetSelection.builder().subnets(data).build();
    }

    /** Where clients run: beside the endpoints or NAT gateways, so that no traffic crosses zones. */
    SubnetSelection clients() {
        return SubnetSelection.builder().subnets(clients).build();
    }

    SecurityGroup jobs() {
        return jobs;
    }

    SecurityGroup functions() {
        return functions;
    }

    /** A group that lets nothing in and nothing out until it is told. */
    SecurityGroup group(Construct scope, String id, String description) {
        return SecurityGroup.Builder.create(scope, id)
                .vpc(vpc)
                .description(description)
                .allowAllOutbound(false)
                .build();
    }

    /** Lets clients connect to a server: out of the one group, into the other. */
    void open(ISecurityGroup client, ISecurityGroup server, int port, String what) {
        client.addEgressRule(server, Port.tcp(port), what);
        server.addIngressRule(client, Port.tcp(port), what);
    }

    private IVpc existing(Network.Existing network) {
        return Vpc.fromVpcAttributes(
                this,
                "Existing",
                VpcAttributes.builder()
                        .vpcId(network.vpc())
                        .privateSubnetIds(network.subnets())
                        // Nobody reads which; CDK wants as many zones as there are subnets.
                        .availabilityZones(IntStream.range(0, network.subnets().size())
                                .mapToObj(Zones::zone)
                                .toList())
                        .build());
    }
}
