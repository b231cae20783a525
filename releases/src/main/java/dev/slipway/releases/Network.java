package dev.slipway.releases;

import java.util.List;

/** Where an environment's machines stand. */
public sealed interface Network {
    /** A network of its own. */
    record Own(Egress egress) implements Network {}

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
