package dev.slipway.infra;

import dev.slipway.inference.ModelName;
import dev.slipway.releases.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecr.IRepository;
import software.constructs.Construct;

/** The images of all models, and who may push and deploy them. Deployed once, before any environment. */
final class RegistryStack extends Stack {
    RegistryStack(Construct scope, String id, Product product) {
        super(
                scope,
                id,
                StackProps.builder()
                        .env(place(product))
                        .terminationProtection(true)
                        .build());
        List<IRepository> repositories = new ArrayList<>();
        pullers(product).forEach((model, accounts) -> {
            ModelRepositories both = new ModelRepositories(this, model, accounts);
            repositories.addAll(both.repositories());
        });
        product.project().github().ifPresent(given -> github(given, product, repositories));
    }

    private void github(dev.slipway.releases.GitHub given, Product product, List<IRepository> repositories) {
        GitHub github = new GitHub(this, "GitHub", given);
        github.release(repositories);
        product.environments().forEach(github::deploy);
        github.diff(product);
    }

    /** Every model that an environment names, and the accounts where it runs, both in order. */
    private static Map<String, Set<String>> pullers(Product product) {
        Map<String, Set<String>> pullers = new TreeMap<>();
        product.environments().forEach(environment -> {
            Account account = environment.account();
            for (ModelName model : environment.models().keySet()) {
                pullers.computeIfAbsent(model.value(), name -> new TreeSet<>()).add(account.id());
            }
        });
        return pullers;
    }

    private static Environment place(Product product) {
        return Environment.builder()
                .account(product.project().registryAccount().id())
                .region(product.project().registryRegion().name())
                .build();
    }

    @Override
    public List<String> getAvailabilityZones() {
        return Zones.two();
    }
}
