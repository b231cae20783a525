package dev.slipway.infra;

import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** The images of all models, deployed once and before every environment. */
final class RegistryStack extends Stack {
    RegistryStack(Construct scope, String id, Product product) {
        super(
                scope,
                id,
                StackProps.builder()
                        .env(Environment.builder()
                                .account(product.project().registryAccount().id())
                                .region(product.project().registryRegion().name())
                                .build())
                        .terminationProtection(true)
                        .build());
    }
}
