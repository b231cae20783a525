package dev.slipway.infra;

import dev.slipway.releases.Account;
import dev.slipway.releases.Environment;
import dev.slipway.releases.GitHubRepository;
import dev.slipway.releases.Region;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.iam.IOidcProvider;
import software.amazon.awscdk.services.iam.OidcProviderNative;
import software.amazon.awscdk.services.iam.OpenIdConnectPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * What workflows of one GitHub repository may do, each in a role of its own, without a key anywhere. A role trusts one
 * GitHub environment, whose rules (branches, approval) then decide who gets it.
 *
 * <p>Deploying means to assume the roles that {@code cdk bootstrap --trust} made in the environment's account; they have
 * CDK's default qualifier.
 */
final class GitHub extends Construct {
    private static final String ISSUER = "token.actions.githubusercontent.com";
    private static final String AUDIENCE = "sts.amazonaws.com";

    private final GitHubRepository repository;
    private final IOidcProvider provider;

    GitHub(Construct scope, String id, dev.slipway.releases.GitHub given) {
        super(scope, id);
        repository = given.repository();
        provider = given.makeProvider() ? provider() : existingProvider();
    }

    private IOidcProvider provider() {
        return OidcProviderNative.Builder.create(this, "Provider")
                .url("https://" + ISSUER)
                .clientIds(List.of(AUDIENCE))
                .build();
    }

    private IOidcProvider existingProvider() {
        Stack stack = Stack.of(this);
        return OidcProviderNative.fromOidcProviderArn(
                this,
                "Provider",
                "arn:" + stack.getPartition() + ":iam::" + stack.getAccount() + ":oidc-provider/" + ISSUER);
    }

    /** {@code slipway-release}, from GitHub's environment {@code release}: pushes images, and nothing else. */
    void release(List<IRepository> repositories) {
        Role role = role("Release", "slipway-release", "environment:release");
        repositories.forEach(each -> each.grantPullPush(role));
    }

    /** {@code slipway-deploy-NAME}, from GitHub's environment of the same name: deploys there, as CDK does. */
    void deploy(Environment environment) {
        String name = environment.name();
        Role role = role("Deploy-" + name, "slipway-deploy-" + name, "environment:" + name);
        role.addToPolicy(assume(Stream.of("deploy", "file-publishing", "lookup")
                .map(purpose -> bootstrapped(purpose, environment.account(), environment.region()))
                .toList()));
    }

    /** {@code slipway-diff}, from GitHub's environment {@code diff}: reads what is deployed, for pull requests. */
    void diff(Product product) {
        Stream<String> registry = Stream.of(bootstrapped(
                "lookup", product.project().registryAccount(), product.project().registryRegion()));
        Stream<String> environments = product.environments().stream()
                .map(environment -> bootstrapped("lookup", environment.account(), environment.region()));
        role("Diff", "slipway-diff", "environment:diff")
                .addToPolicy(
                        assume(Stream.concat(registry, environments).distinct().toList()));
    }

    private Role role(String id, String name, String subject) {
        // In order: Map.of has another one in each JVM, and the template another text.
        Map<String, Object> equal = new TreeMap<>();
        equal.put(ISSUER + ":aud", AUDIENCE);
        equal.put(ISSUER + ":sub", "repo:" + repository + ":" + subject);
        return Role.Builder.create(this, id)
                .roleName(name)
                .assumedBy(new OpenIdConnectPrincipal(provider, Map.of("StringEquals", equal)))
                .maxSessionDuration(Duration.hours(1))
                .build();
    }

    private static PolicyStatement assume(List<String> roles) {
        return PolicyStatement.Builder.create()
                .actions(List.of("sts:AssumeRole"))
                .resources(roles)
                .build();
    }

    private String bootstrapped(String purpose, Account account, Region region) {
        return "arn:" + Stack.of(this).getPartition() + ":iam::" + account + ":role/cdk-hnb659fds-" + purpose + "-role-"
                + account + "-" + region;
    }
}
