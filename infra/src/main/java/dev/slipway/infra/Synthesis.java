package dev.slipway.infra;

import dev.slipway.releases.Environment;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Tags;

/** All stacks of a product. Apart from {@link SlipwayApp}, so that no class of CDK is loaded for files with mistakes. */
final class Synthesis {
    private Synthesis() {}

    static App of(Product product) {
        return of(product, new App());
    }

    static App of(Product product, App app) {
        new RegistryStack(app, "Registry", product);
        for (Environment environment : product.environments()) {
            Site site = new Site(environment, product.project(), product.home());
            new EnvironmentStage(app, site.id(), site);
        }
        product.project().tags().forEach((name, value) -> Tags.of(app).add(name, value));
        return app;
    }
}
