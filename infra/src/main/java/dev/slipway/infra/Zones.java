package dev.slipway.infra;

import java.util.List;
import software.amazon.awscdk.Fn;

/** Two zones of whatever region a stack stands in. CDK would ask AWS for their names, or bake in {@code dummy1a}. */
final class Zones {
    private Zones() {}

    static List<String> two() {
        return List.of(zone(0), zone(1));
    }

    static String zone(int index) {
        return Fn.select(index, Fn.getAzs());
    }
}
