package dev.slipway.infra;

import dev.slipway.releases.Environment;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;

/** All stacks of a product. Apart from {@link SlipwayApp}, so that no class of CDK is loaded for files with mistakes. */
final class Synthesis {
    private Synthesis() {}

    static App of(Product product) {
        return of(product, AppProps.builder());
    }

    static App of(Product product, AppProps.Builder settings) {
        // Stack traces would bring jsii's temporary folder into the assembly, another one each time. The tree of
        // constructs
        // is for viewers that draw it, and takes a tenth of the time.
        App app = new App(settings.stackTraces(false)
                .analyticsReporting(false)
                .treeMetadata(false)
                .build());
        app.getNode().setContext("aws:cdk:disable-creation-stack-traces", true);
        // Every stack looks for it here; an aspect would not reach into stages.
        product.project().boundary().ifPresent(name -> app.getNode()
                .setContext("@aws-cdk/core:permissionsBoundary", Map.of("name", name)));
        tag(new RegistryStack(app, "Registry", product), product);
        for (Environment environment : product.environments()) {
            Site site = new Site(environment, product.project(), product.home());
            tag(new EnvironmentStage(app, site.id(), site), product);
        }
        return app;
    }

    /** One by one: what tags the app does not reach into stages. */
    private static void tag(Construct construct, Product product) {
        product.project().tags().forEach((name, value) -> Tags.of(construct).add(name, value));
    }
}
