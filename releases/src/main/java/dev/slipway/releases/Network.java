package dev.slipway.releases;

import java.util.List;

/** Where an environment's machines stand. */
public sealed interface Network {
    /**
     * A network of its own. It always spans two zones, which databases need.
     *
     * @param cidr its addresses, such as {@code 10.64.0.0/20}
     * @param zones in how many of them endpoints or NAT gateways stand, 1 or 2; with 1 a failing zone stops runs
     */
    record Own(Egress egress, int zones, String cidr) implements Network {}

    /** One that is there already. */
    record Existing(String vpc, List<String> subnets) implements Network {}

    /** How a network of its own reaches AWS. */
    enum Egress {
        /** Through VPC endpoints, and nothing else of the internet. */
        ENDPOINTS,
        /** Through a NAT gateway. */
        NAT
    }
}
