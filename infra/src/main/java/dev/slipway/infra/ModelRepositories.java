package dev.slipway.infra;

import dev.slipway.releases.ProjectFile;
import java.util.List;
import java.util.Set;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.ecr.TagStatus;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.constructs.Construct;

/**
 * Where a model's images are. Candidates have a repository of their own: expiry removes images, not tags, and
 * reproducible builds share digests, so an expiring candidate would take the release along.
 */
final class ModelRepositories extends Construct {
    private static final Duration LIFE_OF_A_CANDIDATE = Duration.days(30);

    /** What a push that was stopped left behind. */
    private static final LifecycleRule UNTAGGED = LifecycleRule.builder()
            .rulePriority(1)
            .description("untagged")
            .tagStatus(TagStatus.UNTAGGED)
            .maxImageAge(Duration.days(14))
            .build();

    private final Repository releases;
    private final Repository candidates;

    /** @param accounts that run the model, and so pull its releases */
    ModelRepositories(Construct scope, String model, Set<String> accounts) {
        super(scope, model);
        String name = ProjectFile.REPOSITORIES + "/" + model;
        releases = Repository.Builder.create(this, "Releases")
                .repositoryName(name)
                .imageTagMutability(TagMutability.IMMUTABLE)
                .imageScanOnPush(true)
                .lifecycleRules(List.of(UNTAGGED))
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
        accounts.forEach(account -> {
            releases.grantPull(new AccountPrincipal(account));
            // So that a plan from there can tell whether tags stay.
            releases.grant(new AccountPrincipal(account), "ecr:DescribeRepositories");
        });
        candidates = Repository.Builder.create(this, "Candidates")
                .repositoryName(name + "-candidates")
                .imageScanOnPush(true)
                .lifecycleRules(List.of(UNTAGGED, expiring("pr-", 2), expiring("sha-", 3)))
                .removalPolicy(RemovalPolicy.DESTROY)
                .emptyOnDelete(true)
                .build();
    }

    List<IRepository> repositories() {
        return List.of(releases, candidates);
    }

    private static LifecycleRule expiring(String prefix, int priority) {
        return LifecycleRule.builder()
                .rulePriority(priority)
                .description(prefix + "*")
                .tagStatus(TagStatus.TAGGED)
                .tagPrefixList(List.of(prefix))
                .maxImageAge(LIFE_OF_A_CANDIDATE)
                .build();
    }
}
