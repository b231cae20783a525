package dev.slipway.infra;

import dev.slipway.releases.ReleaseFileException;
import java.nio.file.Path;

/** What {@code cdk.json} starts. Files with mistakes end it at once, with all of them listed; jsii is not started then. */
public final class SlipwayApp {
    private SlipwayApp() {}

    public static void main(String[] arguments) {
        Product product;
        try {
            product = Product.read(Path.of(System.getProperty("slipway.home", ".")));
        } catch (ReleaseFileException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(1);
            return;
        }
        Synthesis.of(product).synth();
    }
}
